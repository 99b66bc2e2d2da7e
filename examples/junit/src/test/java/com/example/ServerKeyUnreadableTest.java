package com.example;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.junitjupiter.LabClient;
import dev.rdplab.junitjupiter.LabServer;
import dev.rdplab.junitjupiter.RdpLab;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerKeyUnreadableTest {

    @Test
    void theClientGivesUpAfterOneAttempt(@RdpLab("server-key-unreadable") LabServer server, LabClient client)
            throws Exception {
        client.connect(server); // or start your own: server.host(), server.port(), server.user(), server.password()

        assertThat(server.takeConnection(Duration.ofSeconds(20)))
                .inOrder("ConnectionRequest", "ConnectionConfirm", "ClientHello")
                .endedIn(Stage.TLS)
                .endedWith(EndingKind.CLOSED_RST)
                .by(Role.SERVER)
                .afterAttempts(1)
                .predicts("0x904/0x7");
    }
}

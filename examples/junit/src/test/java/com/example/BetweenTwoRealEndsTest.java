package com.example;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.junitjupiter.LabClient;
import dev.rdplab.junitjupiter.LabRelay;
import dev.rdplab.junitjupiter.LabServer;
import dev.rdplab.junitjupiter.RdpLab;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BetweenTwoRealEndsTest {

    @RdpLab
    private LabServer server; // in its place: the server, gateway or proxy that you test

    @Test
    void aResetOnTheClientHello(@RdpLab("server-key-unreadable") LabRelay relay, LabClient client) throws Exception {
        relay.before(server.address());
        client.connect(relay.address()); // or start your own: relay.host(), relay.port()

        var passed = relay.takeConnection(Duration.ofSeconds(20));
        assertThat(passed.client())
                .endedIn(Stage.TLS)
                .endedWith(EndingKind.CLOSED_RST)
                .by(Role.SERVER)
                .wasStruckByItsFaults();
        assertThat(passed.server()).endedWith(EndingKind.CLOSED_RST).by(Role.CLIENT);
    }
}

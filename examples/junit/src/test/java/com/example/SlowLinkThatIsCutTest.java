package com.example;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.junitjupiter.LabClient;
import dev.rdplab.junitjupiter.LabServer;
import dev.rdplab.junitjupiter.RdpLab;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowLinkThatIsCutTest {

    @Test
    void aSlowLinkIsBorneAndACutIsNoticed(
            @RdpLab(latency = "200ms") LabServer server,
            @RdpLab(client = "{ attempts: 1, deadlines: { x224: 1s } }") LabClient client) {
        assertThat(client.connect(server)).reached(Stage.ACTIVE).tookAtLeast(Duration.ofSeconds(1));

        server.link().cut();
        assertThat(client.connect(server)).endedIn(Stage.X224).endedWith(EndingKind.TIMEOUT);
    }
}

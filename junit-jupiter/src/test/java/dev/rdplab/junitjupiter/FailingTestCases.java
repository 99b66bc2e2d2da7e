package dev.rdplab.junitjupiter;

import static dev.rdplab.junitjupiter.RdpAssertions.assertThat;

import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Run by {@link RdpLabExtensionTest}. */
class FailingTestCases {

    @Test
    void expectsASession(@RdpLab(value = "server-key-unreadable", seed = 7) LabServer server, LabClient client)
            throws Exception {
        client.connect(server);
        assertThat(server.takeConnection(Duration.ofSeconds(20))).endedWith(EndingKind.COMPLETED);
    }

    @Test
    void expectsAnAlert(@RdpLab(server = "{ security: tls }") LabServer server, LabClient client) {
        assertThat(client.connect(server)).endedWith(EndingKind.TLS_ALERT);
    }
}

package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.testkit.needs.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** rdesktop, the one client here that seals standard RDP security with the unsalted MAC, logs on to our server. */
@Needs({"rdesktop", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ServerAgainstRdesktopTest {

    @ParameterizedTest
    @CsvSource({"TLS, using SSL.", "RDP, Retrying with plain RDP.", "NEGOTIATE, using SSL."})
    void rdesktopHoldsASession(SecurityLayer security, String said) {
        try (var server = LabServer.start(security)) {
            try (RealProcess client = Rdesktop.start(Rdesktop.logOn(server.port(), "bob"))) {
                server.holdsASession(client, Rdesktop.SESSION);
                assertThat(client.output()).contains(said);
            }
            var last = server.connections().get(server.connections().size() - 1);
            assertThat(last.ending()).as(server::toString).returns(Stage.ACTIVE, e -> e.stage());
        }
    }

    @Test
    void standardRdpSecurityOfRdesktopHasTheUnsaltedMac() {
        try (var server = LabServer.start(SecurityLayer.RDP)) {
            try (RealProcess client = Rdesktop.start(Rdesktop.logOn(server.port(), "bob"))) {
                server.holdsASession(client, Rdesktop.SESSION);
            }
            assertThat(server.clientInfoFlags().has(SecurityFlags.SEC_ENCRYPT)).isTrue();
            assertThat(server.clientInfoFlags().has(SecurityFlags.SEC_SECURE_CHECKSUM))
                    .isFalse();
        }
    }
}

package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.testkit.needs.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client logs on to xrdp in its three modes. With standard RDP security xrdp takes the unsalted MAC alone. */
@Needs(
        value = {"xrdp", "openssl"},
        also = XrdpsFiles.class)
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ClientAgainstXrdpTest {

    @ParameterizedTest
    @CsvSource({
        "TLS, MSTSC, TLS",
        "TLS, FREERDP, AUTO",
        "TLS, FREERDP3, AUTO",
        "TLS, RDESKTOP, AUTO",
        "NEGOTIATE, MSTSC, AUTO",
        "NEGOTIATE, FREERDP, TLS",
        "NEGOTIATE, FREERDP3, AUTO",
        "NEGOTIATE, RDESKTOP, RDP",
        "RDP, RDESKTOP, RDP",
        "RDP, RDESKTOP, AUTO",
    })
    void reachesASession(Xrdp.Mode mode, ClientProfile profile, Security security) {
        try (Xrdp xrdp = Xrdp.start(mode)) {
            var report = RdpClient.run(LabClient.options(xrdp.port(), profile, security, Account.ALICE));

            assertThat(report.ending())
                    .as(() -> LabClient.describe(report) + "\n" + xrdp.log())
                    .returns(EndingKind.COMPLETED, Ending::kind)
                    .returns(Stage.ACTIVE, Ending::stage);
        }
    }

    @Test
    void standardRdpSecurityIsEncryptedAndLicensed() {
        try (Xrdp xrdp = Xrdp.start(Xrdp.Mode.RDP)) {
            var report =
                    RdpClient.run(LabClient.options(xrdp.port(), ClientProfile.RDESKTOP, Security.RDP, Account.ALICE));

            assertThat(report.ending().kind())
                    .as(() -> LabClient.describe(report))
                    .isEqualTo(EndingKind.COMPLETED);
            assertThat(seen(report, Transcript.Kind.SENT, PduNames.SECURITY_EXCHANGE))
                    .isTrue();
            assertThat(seen(report, Transcript.Kind.RECEIVED, "LicenseRequest"))
                    .as(() -> LabClient.describe(report))
                    .isTrue();
        }
    }

    /** As FreeRDP itself fails there: xrdp ends the connection over the salted MAC of the Client Info PDU. */
    @Test
    void aSaltedMacIsNotUnderstood() {
        try (Xrdp xrdp = Xrdp.start(Xrdp.Mode.RDP)) {
            var report =
                    RdpClient.run(LabClient.options(xrdp.port(), ClientProfile.FREERDP, Security.RDP, Account.ALICE));

            assertThat(report.ending())
                    .as(() -> LabClient.describe(report) + "\n" + xrdp.log())
                    .returns(Stage.LICENSING, Ending::stage)
                    .returns(EndingKind.MCS_REFUSED, Ending::kind);
            assertThat(xrdp.log()).contains("MAC checksum error for non-FIPS PDU");
        }
    }

    private static boolean seen(ClientReport report, Transcript.Kind kind, String pdu) {
        return report.last().transcript().events().stream()
                .anyMatch(event -> event.kind() == kind && event.pdu().equals(pdu));
    }
}

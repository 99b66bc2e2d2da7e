package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.testkit.needs.Needs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our client logs on to the shadow servers of FreeRDP 2 and 3 in the shape of every profile that they understand. */
@Needs({"freerdp-shadow-cli", "winpr-hash", "freerdp-shadow-cli3", "winpr-hash3", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ClientAgainstShadowTest {

    private static final Account ALICE = Account.ALICE;
    private static final Account MISTAKEN = ALICE.withPassword("not-her-password");

    /** What both shadows send when CredSSP fails for their own reasons; no NTSTATUS that means anything. */
    private static final long SHADOW_REFUSES = 0xC007_00EAL;

    private static final String PROFILES =
            """
            NLA, FREERDP FREERDP3
            TLS, MSTSC FREERDP FREERDP3 RDESKTOP
            RDP, MSTSC FREERDP FREERDP3 RDESKTOP
            """;

    @ParameterizedTest
    @CsvSource(textBlock = PROFILES)
    void reachesASessionWithShadow2(Security security, String profiles) {
        try (Shadow2 shadow = Shadow2.start(ShadowMode.valueOf(security.name()))) {
            for (ClientProfile profile : named(profiles)) {
                reachesASession(shadow, profile, security);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = PROFILES)
    void reachesASessionWithShadow3(Security security, String profiles) {
        try (Shadow3 shadow = Shadow3.start(ShadowMode.valueOf(security.name()))) {
            for (ClientProfile profile : named(profiles)) {
                reachesASession(shadow, profile, security);
            }
        }
    }

    @Test
    void speaksSpnegoWithShadow3() {
        try (Shadow3 shadow = Shadow3.start(ShadowMode.NLA)) {
            reachesASession(shadow, ClientProfile.MSTSC, Security.NLA);
            refused(shadow, ClientProfile.MSTSC);
        }
    }

    @Test
    void shadow2KnowsNoSpnegoAndTheClientFallsBackToBareNtlm() {
        try (Shadow2 shadow = Shadow2.start(ShadowMode.NLA)) {
            var report = RdpClient.run(LabClient.options(shadow.port(), ClientProfile.MSTSC, Security.NLA, ALICE));

            assertThat(report.ending())
                    .as(() -> LabClient.describe(report) + "\n" + shadow.log())
                    .returns(EndingKind.COMPLETED, Ending::kind)
                    .returns(Stage.ACTIVE, Ending::stage);
            assertThat(report.attempts()).hasSize(2);
            assertThat(shadow.log()).contains("expected NTLMSSP");
        }
    }

    @Test
    void shadow2ClosesOnAWrongPassword() {
        try (Shadow2 shadow = Shadow2.start(ShadowMode.NLA)) {
            for (var profile : List.of(ClientProfile.FREERDP, ClientProfile.FREERDP3)) {
                var report = RdpClient.run(LabClient.options(shadow.port(), profile, Security.NLA, MISTAKEN));

                assertThat(report.ending())
                        .as(() -> LabClient.describe(report) + "\n" + shadow.log())
                        .returns(EndingKind.CLOSED_FIN, Ending::kind)
                        .returns(Stage.CREDSSP, Ending::stage)
                        .returns("TSRequest (NTLM AUTHENTICATE)", Ending::lastSent);
            }
        }
    }

    @Test
    void shadow3NamesAnErrorForAWrongPassword() {
        try (Shadow3 shadow = Shadow3.start(ShadowMode.NLA)) {
            refused(shadow, ClientProfile.FREERDP);
            refused(shadow, ClientProfile.FREERDP3);
        }
    }

    private static List<ClientProfile> named(String profiles) {
        return List.of(profiles.split(" ")).stream().map(ClientProfile::valueOf).toList();
    }

    private static void reachesASession(FreeRdpShadow shadow, ClientProfile profile, Security security) {
        var report = RdpClient.run(LabClient.options(shadow.port(), profile, security, ALICE));

        assertThat(report.ending())
                .as(() -> describe(shadow, profile, report))
                .returns(EndingKind.COMPLETED, Ending::kind)
                .returns(Stage.ACTIVE, Ending::stage);
    }

    private static void refused(Shadow3 shadow, ClientProfile profile) {
        var report = RdpClient.run(LabClient.options(shadow.port(), profile, Security.NLA, MISTAKEN));

        assertThat(report.ending())
                .as(() -> describe(shadow, profile, report))
                .returns(EndingKind.CREDSSP_ERROR, Ending::kind)
                .returns(Stage.CREDSSP, Ending::stage);
        assertThat(report.ending().outcome().code()).hasValue(SHADOW_REFUSES);
    }

    private static String describe(FreeRdpShadow shadow, ClientProfile profile, ClientReport report) {
        return profile + "\n" + LabClient.describe(report) + "\n" + shadow.log();
    }
}

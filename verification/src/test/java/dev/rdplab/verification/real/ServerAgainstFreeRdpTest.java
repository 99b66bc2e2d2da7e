package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.testkit.needs.Needs;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FreeRDP's clients of both versions log on to our server. The exit codes were measured against a server of its own kind. */
@Needs({"xfreerdp", "xfreerdp3", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class ServerAgainstFreeRdpTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Account ALICE = Account.ALICE;
    private static final Account MISTAKEN = ALICE.withPassword("not-her-password");

    @Test
    void xfreerdpIsLetInWithTheRightPassword() {
        try (var server = LabServer.start(SecurityLayer.NLA)) {
            Finished run = XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(server.port(), ALICE, "+auth-only"));

            assertThat(run).as(server::toString).returns(0, Finished::exitCode);
            assertThat(server.reached(Stage.CAPABILITIES)).as(server::toString).isTrue();
        }
    }

    @Test
    void xfreerdp3IsLetInWithTheRightPassword() {
        try (var server = LabServer.start(SecurityLayer.NLA)) {
            Finished run = XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(server.port(), ALICE, "+auth-only"));

            assertThat(run).as(server::toString).matches(XFreeRdp3::authenticated);
            assertThat(server.reached(Stage.CAPABILITIES)).as(server::toString).isTrue();
        }
    }

    @Test
    void aWrongPasswordIsToldAsALogonFailure() {
        try (var server = LabServer.start(SecurityLayer.NLA)) {
            Finished run = XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(server.port(), MISTAKEN, "+auth-only"));

            assertThat(run).as(server::toString).returns(134, Finished::exitCode);
            assertThat(server.ending().outcome().code()).hasValue(0xC000_006DL);
        }
        try (var server = LabServer.start(SecurityLayer.NLA)) {
            Finished run = XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(server.port(), MISTAKEN, "+auth-only"));

            assertThat(run).as(server::toString).returns(134, Finished::exitCode);
            assertThat(run.output()).contains("ERRCONNECT_LOGON_FAILURE");
            assertThat(server.ending().kind()).isEqualTo(EndingKind.CREDSSP_ERROR);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "LOCKED, 135, ERRCONNECT_ACCOUNT_LOCKED_OUT",
        "DISABLED, 151, ERRCONNECT_ACCOUNT_DISABLED",
        "EXPIRED, 157, ERRCONNECT_ACCOUNT_EXPIRED",
        "PASSWORD_EXPIRED, 148, ERRCONNECT_PASSWORD_EXPIRED",
        "MUST_CHANGE, 149, ERRCONNECT_PASSWORD_MUST_CHANGE",
        "RESTRICTED, 156, ERRCONNECT_ACCOUNT_RESTRICTION",
        "OUTSIDE_HOURS, 132, ERRCONNECT_AUTHENTICATION_FAILED",
        "NOT_GRANTED, 158, ERRCONNECT_LOGON_TYPE_NOT_GRANTED",
        "WRONG_PASSWORD, 154, ERRCONNECT_WRONG_PASSWORD",
    })
    void theStateOfAnAccountIsToldByItsExitCode(AccountState state, int exitCode, String line) {
        try (var server = LabServer.start(SecurityLayer.NLA, state)) {
            Finished run = XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(server.port(), ALICE, "+auth-only"));

            assertThat(run).as(server::toString).returns(exitCode, Finished::exitCode);
            assertThat(run.output()).contains(line);
            assertThat(server.ending().outcome().code()).hasValue(state.status());
        }
        try (var server = LabServer.start(SecurityLayer.NLA, state)) {
            Finished run = XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(server.port(), ALICE, "+auth-only"));

            assertThat(run).as(server::toString).returns(exitCode, Finished::exitCode);
            assertThat(run.output()).contains(line);
            assertThat(server.ending().outcome().code()).hasValue(state.status());
        }
    }

    @ParameterizedTest
    @CsvSource({"RDP", "TLS", "NLA"})
    void xfreerdpHoldsASession(SecurityLayer security) {
        try (var server = LabServer.start(security)) {
            try (RealProcess client =
                    XFreeRdp2.start(XFreeRdp2.logOn(server.port(), ALICE, "/sec:" + security.word()))) {
                server.holdsASession(client, XFreeRdp2.SESSION);
            }
            assertThat(server.ending()).as(server::toString).returns(Stage.ACTIVE, e -> e.stage());
        }
    }

    @ParameterizedTest
    @CsvSource({"RDP", "TLS", "NLA", "EXT"})
    void xfreerdp3HoldsASession(SecurityLayer security) {
        try (var server = LabServer.start(security)) {
            try (RealProcess client =
                    XFreeRdp3.start(XFreeRdp3.logOn(server.port(), ALICE, "/sec:" + security.word()))) {
                server.holdsASession(client, XFreeRdp3.SESSION);
            }
            assertThat(server.ending()).as(server::toString).returns(Stage.ACTIVE, e -> e.stage());
        }
    }

    @Test
    void standardRdpSecurityOfFreeRdpHasTheSaltedMac() {
        try (var server = LabServer.start(SecurityLayer.RDP)) {
            try (RealProcess client = XFreeRdp2.start(XFreeRdp2.logOn(server.port(), ALICE, "/sec:rdp"))) {
                server.holdsASession(client, XFreeRdp2.SESSION);
            }
            assertThat(server.clientInfoFlags().has(SecurityFlags.SEC_ENCRYPT)).isTrue();
            assertThat(server.clientInfoFlags().has(SecurityFlags.SEC_SECURE_CHECKSUM))
                    .isTrue();
        }
    }

    @Test
    void xfreerdp3IsDeniedByTheEarlyUserAuthorizationResult() {
        try (var server = LabServer.start(SecurityLayer.EXT, policy -> policy.withEarlyAuthorization(5))) {
            Finished run = XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(server.port(), ALICE, "/sec:ext"));

            assertThat(run).as(server::toString).returns(132, Finished::exitCode);
            assertThat(run.output()).contains("ERRCONNECT_AUTHENTICATION_FAILED");
            assertThat(server.ending().kind()).isEqualTo(EndingKind.ACCESS_DENIED);
        }
    }
}

package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code rdplab serve} before real clients and {@code rdplab probe} at real servers, as a user starts them. */
@Needs(
        value = {"xfreerdp", "xfreerdp3", "freerdp-shadow-cli3", "winpr-hash3", "xrdp", "openssl", "Xvfb"},
        also = XrdpsFiles.class)
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class CommandLineAgainstRealProgramsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMillis(500);
    private static final Account ALICE = Account.ALICE;
    private static final Account MISTAKEN = ALICE.withPassword("not-her-password");

    @Test
    void serveTellsARightPasswordFromAWrongOne() {
        try (RealProcess served = LabCommand.serve(ALICE, "--security", "nla")) {
            int port = LabCommand.port(served);

            assertThat(XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(port, ALICE, "+auth-only")))
                    .as(served::output)
                    .returns(0, Finished::exitCode);
            assertThat(XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(port, MISTAKEN, "+auth-only")))
                    .as(served::output)
                    .returns(134, Finished::exitCode);
            assertThat(XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(port, ALICE, "+auth-only")))
                    .as(served::output)
                    .matches(XFreeRdp3::authenticated);
            served.awaitOutput(Pattern.compile("#2 .*LOGON_FAILURE|#2 .*0xC000006D", Pattern.CASE_INSENSITIVE), LIMIT);
        }
    }

    @Test
    void servePlaysAScenario() {
        try (RealProcess served = LabCommand.serve(ALICE, "--scenario", "account-locked")) {
            assertThat(XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(LabCommand.port(served), ALICE, "+auth-only")))
                    .as(served::output)
                    .returns(135, Finished::exitCode);
        }
    }

    @Test
    void serveSpeaksHybridEx() {
        try (RealProcess served = LabCommand.serve(ALICE, "--security", "ext");
                RealProcess client = XFreeRdp3.start(XFreeRdp3.logOn(LabCommand.port(served), ALICE, "/sec:ext"))) {
            assertThat(client.awaitOutput(XFreeRdp3.SESSION, LIMIT).staysUp(STEADY))
                    .as(served::output)
                    .isTrue();
        }
    }

    @Test
    void probeTellsARightPasswordFromAWrongOne() {
        try (Shadow3 shadow = Shadow3.start(ShadowMode.NLA)) {
            assertThat(LabCommand.probe(shadow.port(), ALICE, "--security", "nla"))
                    .returns(0, Finished::exitCode);

            Finished wrong = LabCommand.probe(shadow.port(), MISTAKEN, "--security", "nla");
            assertThat(wrong).returns(1, Finished::exitCode);
            assertThat(wrong.stdout()).contains("credssp");
        }
    }

    @ParameterizedTest
    @EnumSource
    void probeReachesTheLoginScreenOfXrdp(Xrdp.Mode mode) {
        try (Xrdp xrdp = Xrdp.start(mode)) {
            assertThat(LabCommand.probe(xrdp.port(), ALICE, "--profile", "rdesktop"))
                    .as(xrdp::log)
                    .returns(0, Finished::exitCode);
        }
    }

    @Test
    void loadBeginsItsHandshakesWithXrdpAtTheirRate() {
        try (Xrdp xrdp = Xrdp.start(Xrdp.Mode.TLS)) {
            Finished load = LabCommand.run(
                    "load", "127.0.0.1:" + xrdp.port(), "--rate", "4", "--duration", "3s", "--until", "mcs-connect");
            assertThat(load).as(xrdp::log).returns(0, Finished::exitCode);
            assertThat(load.stdout()).contains("12 of 12 handshakes completed").contains("p99.9");
        }
    }
}

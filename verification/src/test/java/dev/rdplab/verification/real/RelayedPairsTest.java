package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real clients and real servers with our relay between them: what works directly works through it. */
@Needs(
        value = {
            "xfreerdp",
            "xfreerdp3",
            "rdesktop",
            "xrdp",
            "openssl",
            "freerdp-shadow-cli",
            "winpr-hash",
            "freerdp-shadow-cli3",
            "winpr-hash3",
            "Xvfb"
        },
        also = XrdpsFiles.class)
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class RelayedPairsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STEADY = Duration.ofMillis(500);
    private static final Pattern FINISHED = Pattern.compile("\"event\":\"finished\"[^\n]*\n");

    /** Clients as they are started. */
    enum Client {
        XFREERDP2,
        XFREERDP3,
        RDESKTOP;

        RealProcess start(int port, Server server) {
            String[] more = server.name().startsWith("XRDP") ? new String[] {"/sec:tls"} : new String[0];
            return switch (this) {
                case XFREERDP2 -> XFreeRdp2.start(XFreeRdp2.logOn(port, Account.ALICE, more));
                case XFREERDP3 -> XFreeRdp3.start(XFreeRdp3.logOn(port, Account.ALICE, more));
                case RDESKTOP -> Rdesktop.start(Rdesktop.logOn(port, "bob"));
            };
        }

        Pattern session() {
            return this == RDESKTOP ? Rdesktop.SESSION : XFreeRdp2.SESSION;
        }
    }

    /** Servers as they are started. */
    enum Server {
        XRDP_TLS,
        XRDP_RDP,
        SHADOW2_NLA,
        SHADOW2_TLS,
        SHADOW3_NLA,
        SHADOW3_TLS;

        Running start() {
            return switch (this) {
                case XRDP_TLS, XRDP_RDP -> {
                    var xrdp = Xrdp.start(this == XRDP_TLS ? Xrdp.Mode.TLS : Xrdp.Mode.RDP);
                    yield new Running(xrdp.port(), xrdp::close);
                }
                case SHADOW2_NLA, SHADOW2_TLS -> {
                    var shadow = Shadow2.start(this == SHADOW2_NLA ? ShadowMode.NLA : ShadowMode.TLS);
                    yield new Running(shadow.port(), shadow::close);
                }
                case SHADOW3_NLA, SHADOW3_TLS -> {
                    var shadow = Shadow3.start(this == SHADOW3_NLA ? ShadowMode.NLA : ShadowMode.TLS);
                    yield new Running(shadow.port(), shadow::close);
                }
            };
        }
    }

    /** A server that runs. */
    record Running(int port, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "XFREERDP2, XRDP_TLS",
        "XFREERDP2, SHADOW2_NLA",
        "XFREERDP2, SHADOW3_NLA",
        "XFREERDP2, SHADOW3_TLS",
        "XFREERDP3, XRDP_TLS",
        "XFREERDP3, SHADOW2_NLA",
        "XFREERDP3, SHADOW2_TLS",
        "XFREERDP3, SHADOW3_NLA",
        "RDESKTOP, XRDP_TLS",
        "RDESKTOP, XRDP_RDP",
    })
    void aSessionComesAboutThroughTheRelay(Client client, Server server) {
        try (Running running = server.start();
                RealProcess relay = LabCommand.relay(running.port(), "--json")) {
            try (RealProcess session = client.start(LabCommand.port(relay), server)) {
                assertThat(session.awaitOutput(client.session(), LIMIT).staysUp(STEADY))
                        .as(() -> relay.output())
                        .isTrue();
            }
            var finished = relay.awaitOutput(FINISHED, LIMIT).output();
            assertThat(finished).contains("\"legs\":{\"client\":{").contains("\"faults\":[]");
        }
    }

    /** TLS and CredSSP end at the relay on both sides; the PDUs between are named in the verdict. */
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "XFREERDP2, SHADOW2_NLA",
        "XFREERDP3, SHADOW3_NLA",
        "XFREERDP2, XRDP_TLS",
        "RDESKTOP, XRDP_TLS",
    })
    void aSessionComesAboutThroughTheOpenRelay(Client client, Server server) {
        try (Running running = server.start();
                RealProcess relay = LabCommand.openRelay(running.port(), Account.ALICE, "--json")) {
            try (RealProcess session = client.start(LabCommand.port(relay), server)) {
                assertThat(session.awaitOutput(client.session(), LIMIT).staysUp(STEADY))
                        .isTrue();
            } catch (AssertionError none) {
                throw new AssertionError(relay.output(), none);
            }
            assertThat(relay.awaitOutput(FINISHED, LIMIT).output())
                    .contains("\"legs\":{\"client\":{\"stage\":\"active\",\"ending\":\"completed\"")
                    .doesNotContain(Account.ALICE.password());
        }
    }

    /** The exit codes are those of the same scenarios played by our own server. */
    @ParameterizedTest(name = "{0}: exit {1}")
    @CsvSource({
        "server-key-unreadable, SHADOW2_NLA, tls, closed-rst",
        "server-key-unreadable, XRDP_TLS, tls, closed-rst",
    })
    void aFaultTriggersOnARealPair(String scenario, Server server, String stage, String ending) {
        try (Running running = server.start();
                RealProcess relay = LabCommand.relay(running.port(), "--json", "--scenario", scenario)) {
            var ended = XFreeRdp2.run(
                    LIMIT,
                    XFreeRdp2.logOn(
                            LabCommand.port(relay),
                            Account.ALICE,
                            server == Server.XRDP_TLS ? new String[] {"/sec:tls"} : new String[0]));

            assertThat(ended.exitCode()).as(ended.toString()).isNotZero().isNotEqualTo(Finished.STILL_RUNNING);
            assertThat(relay.awaitOutput(FINISHED, LIMIT).output())
                    .contains("\"legs\":{\"client\":{\"stage\":\"" + stage + "\",\"ending\":\"" + ending
                            + "\",\"by\":\"server\"")
                    .contains("\"triggered\":true");
        }
    }
}

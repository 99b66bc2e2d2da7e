package dev.rdplab.experiments.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.clientsim.LogonRefusedException;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One refused logon ends all further tries with that account. */
class LogonGuardTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Each scenario in which a server may see the proof of an account and not accept it. */
    static Stream<Scenario> logons() {
        return Catalogue.load().all().stream()
                .filter(scenario -> scenario.path().startsWith("credssp/")
                        || scenario.path().startsWith("early-auth/"))
                .filter(scenario -> Playbook.unplayable(scenario).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("logons")
    void anAccountIsPresentedOnceUnlessItIsAccepted(Scenario scenario) throws Exception {
        try (var server = ScenarioServer.start(scenario, ScenarioServerOptions.DEFAULT)) {
            var options = Clients.options(scenario.client(), server.address())
                    .profile(ClientProfile.FREERDP) // which offers the same once more after a broken connection
                    .deadlines(Deadlines.each(Duration.ofMillis(400)))
                    .guard(LogonGuard.create());
            for (int i = 0;
                    i < 3 && options.guard().refusal(options.credentials()).isEmpty();
                    i++) {
                RdpClient.run(options);
            }
            server.awaitIdle(LIMIT);

            var refused = server.finished().stream()
                    .map(played -> played.report())
                    .filter(report -> report.transcript().events().stream().anyMatch(LogonGuardTest::proof))
                    .filter(report -> report.ending().stage().compareTo(Stage.EARLY_AUTH) <= 0)
                    .map(report -> report.ending().toString())
                    .toList();
            assertThat(refused).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static boolean proof(Transcript.Event event) {
        return event.kind() == Transcript.Kind.RECEIVED && event.carries().contains("NTLM AUTHENTICATE");
    }

    @Test
    void nothingIsPresentedAfterARefusalUnlessTheGuardIsOff() throws Exception {
        try (var server = wrongPassword()) {
            var options = to(server).guard(LogonGuard.create());
            assertThat(RdpClient.run(options).ending().kind()).isEqualTo(EndingKind.CREDSSP_ERROR);

            assertThatExceptionOfType(LogonRefusedException.class)
                    .isThrownBy(() -> RdpClient.run(options.credentials(Credentials.of("ALICE", "another"))))
                    .withMessage("the server refused the account alice (credssp-error in credssp 0xC000006D)");
            assertThat(server.accepted()).isEqualTo(1);
            assertThat(RdpClient.run(options.guard(LogonGuard.OFF)).ending().kind())
                    .isEqualTo(EndingKind.CREDSSP_ERROR);
        }
    }

    /** Many begin before the first has its answer. */
    @Test
    void aLoadPresentsAWrongPasswordOnce() throws Exception {
        try (var server = wrongPassword()) {
            var options = to(server).guard(LogonGuard.create());
            var report = new Load(new LoadPlan(200, Duration.ofMillis(500), 50), options, so -> {}).run(LIMIT);

            assertThat(report.failures()).isEqualTo(java.util.Map.of("credssp credssp-error", 1L));
            assertThat(report.begun()).isEqualTo(1);
            assertThat(server.accepted()).isEqualTo(1);
        }
    }

    @Test
    void anAcceptedAccountIsPresentedByManyAtOnce() throws Exception {
        var scenario = Catalogue.load().find("session-nla").orElseThrow();
        try (var server = ScenarioServer.start(scenario, ScenarioServerOptions.DEFAULT)) {
            var options = Clients.options(scenario.client(), server.address()).guard(LogonGuard.create());
            var running =
                    Stream.generate(() -> RdpClient.start(options)).limit(8).toList();

            assertThat(running)
                    .allSatisfy(each -> assertThat(each.get().ending().kind()).isEqualTo(EndingKind.COMPLETED));
        }
    }

    private static ScenarioServer wrongPassword() throws Exception {
        return ScenarioServer.start(
                Catalogue.load().find("wrong-password").orElseThrow(), ScenarioServerOptions.DEFAULT);
    }

    private static ClientOptions to(ScenarioServer server) {
        return ClientOptions.of(server.address()).credentials(Credentials.of("alice", "not the password"));
    }

    @Test
    void aServerWithoutNlaThatEndsTheConnectionAfterClientInfoCountsAsARefusal() throws Exception {
        var scenario = Catalogue.load().find("closed-after-client-info").orElseThrow();
        try (var server = ScenarioServer.start(scenario, ScenarioServerOptions.DEFAULT)) {
            var options = to(server).security(dev.rdplab.clientsim.Security.TLS).guard(LogonGuard.create());
            RdpClient.run(options);

            assertThat(options.guard().refusal(options.credentials()))
                    .hasValueSatisfying(why -> assertThat(why).contains("alice", "before it was accepted"));
            assertThat(List.of(server.accepted())).containsExactly(1L);
        }
    }
}

package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.Security;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.run.ServedRealm;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue says was measured of a real client is what that client does with the lab's server. */
@Needs({"xfreerdp", "xfreerdp3", "rdesktop", "Xvfb"})
@Tag("real")
@Execution(ExecutionMode.CONCURRENT)
class MeasuredScenariosTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** MIT's library needs 45 s to give a silent KDC up. */
    private static final Duration KDC_LIMIT = Duration.ofSeconds(80);

    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** One statement of a scenario file. */
    record Claim(Scenario scenario, Program program, Expectation.Shown shown) {
        @Override
        public String toString() {
            return scenario.path() + " " + program;
        }
    }

    static List<Claim> claims() {
        return Catalogue.load().all().stream()
                .flatMap(MeasuredScenariosTest::claims)
                .toList();
    }

    private static Stream<Claim> claims(Scenario scenario) {
        return scenario.expect().programs().entrySet().stream()
                .filter(entry -> entry.getValue().confidence() == Confidence.MEASURED)
                .map(entry -> new Claim(scenario, entry.getKey(), entry.getValue()))
                .sorted((one, other) -> one.program().compareTo(other.program()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void isSeenAgain(Claim claim) throws IOException, InterruptedException {
        try (var server = ScenarioServer.start(claim.scenario(), ScenarioServerOptions.DEFAULT)) {
            int port = server.address().getPort();
            Finished run = server.realm().map(realm -> run(claim, realm, port)).orElseGet(() -> run(claim, port));

            assertThat(server.awaitIdle(SETTLE)).isTrue();
            assertThat(run)
                    .as(() -> describe(run, server))
                    .returns(claim.shown().exit(), Finished::exitCode);
            assertThat(run.output())
                    .as(() -> describe(run, server))
                    .contains(claim.shown().log());
            if (claim.shown().attempts().isPresent()) {
                assertThat(server.accepted())
                        .as(() -> describe(run, server))
                        .isEqualTo(claim.shown().attempts().getAsInt());
            }
            assertThat(server.finished())
                    .allSatisfy(played -> assertThat(played.problems()).isEmpty());
        }
    }

    private static Finished run(Claim claim, int port) {
        var client = claim.scenario().client();
        var account =
                new Account(client.user(), client.domain(), client.password().reveal());
        return switch (claim.program()) {
            case XFREERDP -> XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(port, account, security(client.security())));
            case XFREERDP3 -> XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(port, account, security(client.security())));
            case RDESKTOP -> Rdesktop.run(LIMIT, Rdesktop.logOn(port, account.user()));
            case MSTSC, WINDOWS_APP, XFREERDP331 -> throw new AssertionError(claim.program() + " was not run here");
        };
    }

    private static Finished run(Claim claim, ServedRealm realm, int port) {
        var target = realm.host() + ":" + port;
        String password = realm.password().reveal();
        return switch (claim.program()) {
            case XFREERDP3 ->
                XFreeRdp3.run(
                        KDC_LIMIT,
                        realm.environment(),
                        "/cert:ignore",
                        realm.ntlm() ? "/auth-pkg-list:kerberos,ntlm" : "/auth-pkg-list:!ntlm",
                        "/u:" + realm.user(),
                        "/p:" + password,
                        "/d:" + realm.name(),
                        "-clipboard",
                        "/v:" + target);
            case RDESKTOP ->
                Rdesktop.run(
                        LIMIT, realm.environment(), "-u", realm.user(), "-d", realm.name(), "-p", password, target);
            default -> throw new AssertionError(claim.program() + " does not speak Kerberos");
        };
    }

    /** The scenario's client, if it insists on one protocol; else FreeRDP offers what it likes. */
    private static String[] security(Security security) {
        return security == Security.AUTO ? new String[0] : new String[] {"/sec:" + security.word()};
    }

    private static String describe(Finished run, ScenarioServer server) {
        return run + "\n"
                + server.finished().stream()
                        .map(MeasuredScenariosTest::describe)
                        .collect(Collectors.joining("\n"));
    }

    private static String describe(PlayedConnection played) {
        return played.ending() + "\n    fired " + played.fired()
                + played.report().transcript().events().stream()
                        .map(event -> "\n    " + event)
                        .collect(Collectors.joining());
    }
}

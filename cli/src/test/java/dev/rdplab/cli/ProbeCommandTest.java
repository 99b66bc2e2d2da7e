package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.ClosedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {

    @TempDir
    private Path folder;

    private Cli probe(String scenario, String... more) throws Exception {
        try (var server =
                ScenarioServer.start(Catalogue.load().find(scenario).orElseThrow(), ScenarioServerOptions.DEFAULT)) {
            var arguments = new java.util.ArrayList<>(
                    java.util.List.of("probe", "127.0.0.1:" + server.address().getPort(), "--out", folder.toString()));
            arguments.addAll(java.util.List.of(more));
            if (!List.of(more).contains("--timeout")) {
                arguments.addAll(List.of("--timeout", "60s"));
            }
            return Cli.run(arguments.toArray(String[]::new));
        }
    }

    @Test
    void manyLooksTellTheStageThatFailsAndThatItAlwaysDoes() throws Exception {
        var run = probe("server-key-unreadable", "--count", "3");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("stage +came through +failed +min ms +p50 +p95 +max")
                .containsPattern("x224 +3 +[0-9.]+")
                .containsPattern("tls +0 +3\n")
                .contains("0 of 3 completed; 3 closed-rst in tls")
                .contains("every further try was reset at the same place");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("\"name\":\"tls\",\"failed\":3", "0 of 3 completed", "private key");
    }

    @Test
    void manyLooksAtASoundServerHaveTimesOnly() throws Exception {
        var run = probe("session-nla", "--count", "2");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("2 of 2 completed").doesNotContain("failed in");
    }

    @Test
    void aThoroughLookTellsEachTryAndGivesItToTheReport() throws Exception {
        var run = probe("server-key-unreadable", "--thorough");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).containsPattern("TLS 1.3 alone +closed-rst in tls +[0-9.]+ ms +the same");
        assertThat(Files.readString(folder.resolve("result.json")))
                .contains("\"what\" : \"TLS 1.3 alone\"", "\"observed\" : [ \"one-tls-version-fails-too\" ]");
    }

    @Test
    void thoroughAndCountAreTwoThings() throws Exception {
        var run = probe("session-nla", "--count", "2", "--thorough");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("give only one of them");
    }

    @Test
    void aNameWithoutAnAddressIsNotTriedAgain() {
        var name = "x".repeat(64) + ".invalid"; // a label of 64 bytes: no name server is asked
        var run = Cli.run("probe", name, "--thorough", "--out", folder.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("no further tries: the name has no address")
                .doesNotContain("the same again", "refused in connect");
    }

    @Test
    void aLimitIsWrittenAsEverywhere() throws Exception {
        try (var closed = ClosedPort.any()) {
            var target = "127.0.0.1:" + closed.number();
            for (String limit : java.util.List.of("10m", "2min", "1h", "1500ms")) {
                var run = Cli.run("probe", target, "--timeout", limit, "--out", folder.toString());
                assertThat(run.exit()).as(limit + run.err()).isEqualTo(1);
            }
        }
    }

    @Test
    void aLimitOfNothingIsWrongUsage() {
        for (String limit : java.util.List.of("0s", "0ms", "-1s", "2h", "10")) {
            var run = Cli.run("probe", "127.0.0.1:1", "--timeout=" + limit);

            assertThat(run.exit()).as(limit).isEqualTo(2);
            assertThat(run.err()).as(limit).contains(limit.equals("0ms") ? "0" : limit);
        }
        assertThat(Cli.run("load", "127.0.0.1:1", "--duration", "0s").exit()).isEqualTo(2);
        assertThat(Cli.run("judge", "--client", "true {port}", "--limit", "0s").exit())
                .isEqualTo(2);
    }

    @Test
    void stoppingBeforeTheLogonIsSaidToBeIntended() throws Exception {
        assertThat(probe("session-nla").out())
                .contains("completed: reached credssp; no account given, stopped before the logon as intended");
    }

    @Test
    void whatAClientWouldMeetBehindThePlaceWhereTheProbeLeftIsUnknown() throws Exception {
        assertThat(probe("session-nla", "--json").objects().get(0).path("predictions"))
                .isNotEmpty()
                .allSatisfy(prediction ->
                        assertThat(prediction.path("confidence").asText()).isEqualTo("unknown"));
    }

    @Test
    void thePasswordOfAWrongCommandLineIsNotRepeated() {
        for (String line : java.util.List.of("--password Geheim-1", "--password=Geheim-1", "-p Geheim-1")) {
            var arguments = new java.util.ArrayList<>(java.util.List.of("probe", "127.0.0.1:1", "--user", "alice"));
            arguments.addAll(java.util.List.of(line.split(" ")));
            var run = Cli.run(arguments.toArray(String[]::new));

            assertThat(run.exit()).as(line).isEqualTo(2);
            assertThat(run.err()).as(line).contains("--password-env").doesNotContain("Geheim");
        }
    }

    @Test
    void misspeltWordsGetAQuestion() {
        assertThat(Cli.run("prob").err()).contains("did you mean probe?");
        assertThat(Cli.run("probe", "x", "--cont", "3").err()).contains("did you mean --count?");
        assertThat(Cli.run("help", "probe").out()).contains("Usage: rdplab probe");
        assertThat(Cli.run("help").exit()).isZero();
    }

    @Test
    void aTimeThatCannotBeIsSaidToBeOne() {
        assertThat(ProbeText.clock(Duration.ofSeconds(13_440_510_072L).negated()))
                .isEqualTo("not a plausible time");
        assertThat(ProbeText.clock(Duration.ofSeconds(-7))).isEqualTo("7 s behind ours");
    }
}

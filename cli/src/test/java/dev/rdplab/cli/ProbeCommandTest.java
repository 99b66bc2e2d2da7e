package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandTest {

    @TempDir
    private Path folder;

    private Cli probe(String scenario, String... more) throws Exception {
        try (var server =
                ScenarioServer.start(Catalogue.load().find(scenario).orElseThrow(), ScenarioServerOptions.DEFAULT)) {
            var arguments = new java.util.ArrayList<>(java.util.List.of(
                    "probe", "127.0.0.1:" + server.address().getPort(), "--timeout", "5s", "--out", folder.toString()));
            arguments.addAll(java.util.List.of(more));
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
        assertThat(Files.readString(folder.resolve("report.html"))).contains("\"name\":\"tls\",\"failed\":3");
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
        assertThat(run.err()).contains("one of both");
    }
}

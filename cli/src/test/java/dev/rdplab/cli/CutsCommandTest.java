package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutsCommandTest {

    @Test
    void printsAndSavesTheMap(@TempDir Path folder) {
        var run = Cli.run("cuts", "session-tls", "--step", "400", "--json", "--out", folder.toString());

        assertThat(run.exit()).isZero();
        var map = run.objects().get(0);
        assertThat(map.path("schema").asText()).isEqualTo("rdplab-cuts-1");
        assertThat(map.path("ranges")).isNotEmpty();
        assertThat(folder.resolve("cuts.json")).isRegularFile();
        assertThat(folder.resolve("cuts.csv")).isRegularFile().satisfies(csv -> assertThat(Files.readAllLines(csv))
                .hasSize(1 + map.path("cuts").asInt()));
    }

    @Test
    void whatCannotBeCutIsWrongUsage() {
        assertThat(Cli.run("cuts", "server-key-unreadable").exit()).isEqualTo(Exit.USAGE);
        assertThat(Cli.run("cuts", "no-such-scenario").exit()).isEqualTo(Exit.USAGE);
        assertThat(Cli.run("cuts", "tls/*").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void thePageSaysTheWholeCommand(@TempDir Path folder) throws Exception {
        Cli.run("cuts", "--virtual-time", "--step", "700", "--out", folder.toString());

        assertThat(Files.readString(folder.resolve("report.html"))).contains("--step 700");
    }
}

package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The sweep command over small grids, in a folder of its own. */
abstract class SweepCommands {

    @TempDir
    Path folder;

    String grid;

    @BeforeEach
    void write() throws IOException {
        grid = Files.writeString(
                        folder.resolve("grid.yaml"),
                        "name: small\ntrials: 2\nseeds: [1, 2]\nslower-than: 30s\n"
                                + "fixed: { tls: \"1.2\", certificate: ec }\n"
                                + "axes: { profile: [freerdp, rdesktop], credssp: [none, ntlm] }\n")
                .toString();
    }

    List<String> trials(String name, String experiment, String link) throws IOException {
        var file = Files.writeString(folder.resolve(name + ".yaml"), experiment);
        var out = folder.resolve(name);
        var run = Cli.run("sweep", file.toString(), "--link", link, "--out", out.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        return Files.readAllLines(out.resolve("trials.jsonl"));
    }

    /** Everything but the link and the times. */
    static String ending(String trial) {
        return trial.replaceAll("\"(link\":\"[a-z]+\"|millis\":\\{.*?})", "");
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
    }

    String out(String name) {
        return folder.resolve(name).toString();
    }

    static final String LOSS = "name: loss\ntrials: 2\nseeds: [1, 2]\nfixed: { certificate: ec, credssp: none }\n"
            + "axes: { loss: [0%, 1%], rtt: [1ms, 2ms] }\n";

    static void assertUsage(String message, String... arguments) {
        var line = new ArrayList<>(List.of("sweep"));
        line.addAll(List.of(arguments));
        var run = Cli.run(line.toArray(String[]::new));

        assertThat(run.err()).contains(message);
        assertThat(run.exit()).isEqualTo(2);
    }
}

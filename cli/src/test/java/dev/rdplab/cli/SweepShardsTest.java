package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shards of a sweep, and results of another grid, in one folder. */
class SweepShardsTest extends SweepCommands {

    @Test
    void mergesShards() {
        var parts = new String[] {
            folder.resolve("a").toString(), folder.resolve("b").toString()
        };
        assertThat(Cli.run("sweep", grid, "--shard", "1/2", "--out", parts[0]).exit())
                .isZero();
        assertThat(Cli.run("sweep", grid, "--shard", "2/2", "--out", parts[1]).exit())
                .isZero();
        var merged = Cli.run(
                "sweep", "merge", grid, "--json", "--out", folder.resolve("all").toString(), parts[0], parts[1]);

        assertThat(merged.exit()).isZero();
        assertThat(merged.objects()).hasSize(4).allSatisfy(row -> assertThat(
                        row.path("success").path("of").asInt())
                .isEqualTo(2));
    }

    @Test
    void shardsOfAnotherLinkAreMergedWithThatLinkAndRefusedWithout() throws IOException {
        var loss = file("loss", LOSS);
        for (var shard : List.of("1/2", "2/2")) {
            assertThat(Cli.run(
                                    "sweep",
                                    loss,
                                    "--link",
                                    "virtual",
                                    "--shard",
                                    shard,
                                    "--out",
                                    out("sh-" + shard.charAt(0)))
                            .exit())
                    .isZero();
        }
        var without = Cli.run("sweep", "merge", loss, "--out", out("all"), out("sh-1"), out("sh-2"));
        var with = Cli.run(
                "sweep", "merge", loss, "--json", "--link", "virtual", "--out", out("all"), out("sh-1"), out("sh-2"));

        assertThat(without.exit()).isEqualTo(2);
        assertThat(without.err()).contains("are of no cell of loss (they have link=virtual); give --link virtual");
        assertThat(with.exit()).as(with.err()).isZero();
        assertThat(with.objects()).hasSize(4).allSatisfy(row -> assertThat(
                        row.path("success").path("of").asInt())
                .isEqualTo(2));
    }

    @Test
    void resultsOfAnotherGridAreRefusedAndLeftAlone() throws IOException {
        var loss = file("loss", LOSS);
        var other = file("other", LOSS.replace("1%", "2%").replace("name: loss", "name: other"));
        assertThat(Cli.run("sweep", loss, "--link", "virtual", "--out", out("o"))
                        .exit())
                .isZero();
        var before = Files.readString(folder.resolve("o/findings.html"));

        var mixed = Cli.run("sweep", other, "--link", "virtual", "--out", out("o"));
        assertThat(mixed.exit()).isEqualTo(2);
        assertThat(mixed.err()).contains("holds the results of another grid (loss), not of other");
        assertThat(Files.readString(folder.resolve("o/findings.html"))).isEqualTo(before);

        Files.delete(folder.resolve("o/grid.json")); // as of a version that wrote none
        assertThat(Cli.run("sweep", other, "--link", "virtual", "--out", out("o"))
                        .err())
                .contains("trials in " + out("o") + " are of no cell of other", "loss=1%");
        assertThat(Cli.run("sweep", "merge", other, "--link", "virtual", "--out", out("m"), out("o"))
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("sweep", "merge", loss, "--link", "virtual", "--out", out("m"), out("o"))
                        .exit())
                .isZero();
    }

    @Test
    void emptyShardsAreNoResult() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        var run = Cli.run("sweep", "merge", grid, "--out", out("all"), out("empty"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("there are no trials in " + out("empty"));
    }
}

package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

    @TempDir
    Path folder;

    @Test
    void makesAFailureHappenAndSaysWhatMstscShows() {
        var run = Cli.run("reproduce", "server-key-unreadable");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .containsPattern(
                        "server-key-unreadable .+ tls +closed-rst +0x904/0x7 +reported +exit 143 +[\\d.]+ +yes")
                .contains("1 of 1 as expected");
    }

    @Test
    void inVirtualTimeNobodyWaitsAndTheNetworkIsCalledModelled() {
        var run =
                Cli.run("reproduce", "client-silent-before-hello", "server-key-unreadable", "--virtual-time", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.objects()).hasSize(2).allSatisfy(result -> {
            assertThat(result.at("/link/layer").asText()).isEqualTo("modelled");
            assertThat(result.at("/link/settings/time").asText()).isEqualTo("virtual");
            assertThat(result.path("asExpected").asBoolean()).isTrue();
        });
        assertThat(Cli.run(
                                "reproduce",
                                "client-silent-before-hello",
                                "server-key-unreadable",
                                "--virtual-time",
                                "--json")
                        .out())
                .as("every time in it is the same again")
                .isEqualTo(run.out());
    }

    @Test
    void evidenceNeedsAFolder() throws IOException {
        var empty = Cli.run("reproduce", "x224/silence", "--virtual-time", "--out", "");
        assertThat(empty.exit()).isEqualTo(2);
        assertThat(empty.err()).contains("--out is empty; name a folder");

        var file = Files.writeString(folder.resolve("file"), "precious");
        var taken = Cli.run("reproduce", "x224/silence", "--virtual-time", "--out", file.toString());
        assertThat(taken.exit()).isEqualTo(3);
        assertThat(taken.err()).contains(file + " exists and is not a folder");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aLinksToxicsAreInItsJson() {
        var run = Cli.run("reproduce", "latency-60ms", "--virtual-time", "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        var toxic = run.objects().get(0).at("/link/settings/latency_down");
        assertThat(toxic.path("type").asText()).isEqualTo("latency");
        assertThat(toxic.path("latency").isIntegralNumber()).isTrue();
        assertThat(toxic.path("toxicity").isDouble()).isTrue();
    }

    @Test
    void whatEndsOtherwiseThanItsFileSaysEndsWithOneAndNamesTheDifference() throws IOException {
        var shown = Cli.run("scenarios", "show", "server-key-unreadable").out();
        var mine = Files.writeString(folder.resolve("mine.yaml"), shown.replace("close-rst", "close-fin"));

        var run = Cli.run(
                "reproduce",
                mine.toString(),
                "--virtual-time",
                "--out",
                folder.resolve("out").toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("ending closed-fin, expected closed-rst");
        assertThat(folder.resolve("out")).isNotEmptyDirectory();
    }

    @Test
    void whatExcludesEachOtherOrIsNotThereEndsWithTwo() {
        assertThat(Cli.run("reproduce", "--virtual-time", "--link", "embedded", "server-key-unreadable"))
                .extracting(Cli::exit, Cli::err)
                .satisfies(both -> assertThat(both.toString()).contains("2", "--virtual-time and --link"));
        var misspelt = Cli.run("reproduce", "server-key-unreadble");
        assertThat(misspelt.exit()).isEqualTo(2);
        assertThat(misspelt.err()).contains("server-key-unreadable");
        assertThat(Cli.run("reproduce", "--all", "server-key-unreadable").exit())
                .isEqualTo(2);
    }
}

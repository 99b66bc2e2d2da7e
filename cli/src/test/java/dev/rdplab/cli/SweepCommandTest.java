package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a grid that needs no packet link. */
class SweepCommandTest {

    @TempDir
    Path folder;

    private String grid;

    @BeforeEach
    void write() throws IOException {
        grid = Files.writeString(
                        folder.resolve("grid.yaml"),
                        "name: small\ntrials: 2\nseeds: [1, 2]\nslower-than: 30s\n"
                                + "fixed: { tls: \"1.2\", certificate: ec }\n"
                                + "axes: { profile: [freerdp, rdesktop], credssp: [none, ntlm] }\n")
                .toString();
    }

    @Test
    void printsARowForEachCellAndWhereHandshakesDied() {
        var run = Cli.run("sweep", grid);

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().filter(line -> line.matches("(freerdp|rdesktop) .*")))
                .hasSize(4);
        assertThat(run.out())
                .containsPattern("freerdp +none +2 +100\\.0 % \\[34\\.2-100\\.0 %] +too few +too few")
                .containsPattern("rdesktop +ntlm +2 +0\\.0 % \\[0\\.0-65\\.8 %].*x224 negotiation-failure 2")
                .contains("What to change first");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void printsOneObjectForEachCell() {
        var run = Cli.run("sweep", grid, "--n", "1", "--seed", "7", "--json");

        assertThat(run.objects()).hasSize(4).allSatisfy(row -> {
            assertThat(row.path("experiment").asText()).isEqualTo("small");
            assertThat(row.path("success").path("of").asInt()).isOne();
        });
    }

    @Test
    void goesOnWhereItWasStoppedAndKeepsItsFindings() throws IOException {
        var out = folder.resolve("out");
        assertThat(Cli.run("sweep", grid, "--n", "1", "--out", out.toString()).exit())
                .isZero();
        var first = Files.readAllLines(out.resolve("trials.jsonl"));
        assertThat(Cli.run("sweep", grid, "--out", out.toString()).exit()).isZero();

        assertThat(first).hasSize(4);
        assertThat(Files.readAllLines(out.resolve("trials.jsonl"))).hasSize(8).containsAll(first);
        assertThat(out.resolve("findings.html")).content().contains("<!DOCTYPE html>");
        assertThat(out.resolve("findings.md")).exists();
        assertThat(out.resolve("findings.json")).exists();
    }

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
    void whatCannotBeMeantEndsWithTwo() throws IOException {
        var wrong = Files.writeString(folder.resolve("bad.yaml"), "name: b\ntrials: 1\naxes: { credsp: [none] }\n");

        assertThat(Cli.run("sweep").exit()).isEqualTo(2);
        assertThat(Cli.run("sweep", "no-such-grid").err()).contains("mtu-blackhole", "vpn-tunnels");
        assertThat(Cli.run("sweep", "no-such-grid").exit()).isEqualTo(2);
        assertThat(Cli.run("sweep", wrong.toString()).err()).contains("bad.yaml:3", "credsp");
        assertThat(Cli.run("sweep", grid, "--shard", "1/2").err()).contains("--out");
        assertThat(Cli.run("sweep", grid, "--n", "0").exit()).isEqualTo(2);
        assertThat(Cli.run("sweep", grid, "--out", "x", "--shard", "3/2").exit())
                .isEqualTo(2);
        assertThat(Cli.run("lab").exit()).isEqualTo(2);
    }

    @Test
    void aModelledLinkSaysSoInEveryTrial() throws IOException {
        var out = folder.resolve("modelled");
        var file = Files.writeString(
                folder.resolve("loss.yaml"),
                "name: l\ntrials: 2\nseeds: [1]\nfixed: { credssp: none, rtt: 10ms }\naxes: { loss: [0%, 1%] }\n");
        var run = Cli.run("sweep", file.toString(), "--link", "modelled", "--out", out.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out.resolve("trials.jsonl")))
                .hasSize(4)
                .allMatch(l -> l.contains("\"backend\":\"embedded\",\"layer\":\"modelled\""));
        assertThat(Cli.run("sweep", file.toString(), "--link", "tin").err())
                .contains("--link", "allowed: tun, netem, modelled");
    }

    @Test
    void netemWorksOrOneLineSaysHowToGetIt() throws IOException {
        var file = Files.writeString(
                folder.resolve("netem.yaml"),
                "name: n\ntrials: 1\nseeds: [1]\nfixed: { credssp: none }\naxes: { rtt: [10ms] }\n");
        var run = Cli.run("sweep", file.toString(), "--link", "netem");

        if (run.exit() != 0) {
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).containsAnyOf("run: modprobe sch_netem", "; run", "on Debian run");
        }
    }

    @Test
    void aCellThatCannotBeMadeIsToldAndEndsWithOne() throws IOException {
        var file = Files.writeString(
                folder.resolve("kerberos.yaml"), "name: k\ntrials: 1\naxes: { credssp: [none, kerberos] }\n");
        var run = Cli.run("sweep", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("could not be made: credssp=kerberos");
    }
}

package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a grid that needs no packet link. */
class SweepCommandTest extends SweepCommands {

    @Test
    void printsARowForEachCellAndWhereHandshakesDied() {
        var run = Cli.run("sweep", grid);

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().filter(line -> line.matches("(freerdp|rdesktop) .*")))
                .hasSize(4);
        assertThat(run.out())
                .containsPattern("freerdp +none +2 +100\\.0 % \\[34\\.2-100\\.0 %] +too few +too few")
                .containsPattern("rdesktop +ntlm +2 +0\\.0 % \\[0\\.0-65\\.8 %].*x224 negotiation-failure 2")
                .contains("What to change first")
                .containsPattern("credssp: cannot tell; .*10 points of success in time \\(about 319\\s+trials\\)")
                .contains("a p95 shorter by 10 % (about 245 successes)");
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
        assertThat(out.resolve("findings.html"))
                .content()
                .contains("<!DOCTYPE html>", "./rdplab sweep ")
                .doesNotContain("LossModel[");
        assertThat(out.resolve("findings.md")).exists();
        assertThat(out.resolve("findings.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trials.csv", "trials.jsonl", "findings.html", "grid.json"})
    void writesThroughNoLink(String name) throws IOException {
        var victim = Files.writeString(folder.resolve("victim"), "precious");
        var out = Files.createDirectory(folder.resolve("linked"));
        Files.createSymbolicLink(out.resolve(name), victim);

        Cli.run("sweep", grid, "--n", "1", "--out", out.toString());

        assertThat(victim).hasContent("precious");
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
        assertThat(Cli.run("lab", "no-such-part").exit()).isEqualTo(2);
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
                .contains("--link", "allowed: tun, netem, modelled, virtual");
    }

    /** Ten round trips of half a second and the waits for what is lost, which a test could not wait for. */
    @Test
    void aVirtualLinkEndsAsAModelledOneAndNobodyWaits() throws IOException {
        var slow = "name: l\ntrials: 30\nseeds: [1, 2]\nfixed: { certificate: ec, rtt: 500ms, deadline: 9s }\n"
                + "axes: { loss: [10%, 50%], credssp: [none, ntlm] }\n";
        var first = trials("first", slow, "virtual");

        assertThat(first)
                .hasSize(120)
                .allMatch(trial -> trial.contains("\"link\":\"virtual\"") && trial.contains("\"layer\":\"modelled\""))
                .anyMatch(trial -> trial.contains("\"success\":true"))
                .anyMatch(trial -> trial.contains("\"success\":false"));
        assertThat(trials("again", slow, "virtual")).containsExactlyInAnyOrderElementsOf(first);

        var quick = slow.replace("500ms", "2ms")
                .replace("50%", "5%")
                .replace("30", "3")
                .replace("9s", "60s");
        assertThat(trials("quick", quick, "virtual").stream().map(SweepCommandTest::ending))
                .hasSize(12)
                .containsExactlyInAnyOrderElementsOf(trials("sockets", quick, "modelled").stream()
                        .map(SweepCommandTest::ending)
                        .toList());
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

    @Test
    void aSweepIsResumedWithMoreTrialsAndOtherSeeds() throws IOException {
        var loss = file("loss", LOSS);
        assertThat(Cli.run("sweep", loss, "--link", "virtual", "--out", out("o"))
                        .exit())
                .isZero();
        assertThat(Cli.run("sweep", loss, "--link", "virtual", "--n", "4", "--seeds", "1,2,3", "--out", out("o"))
                        .exit())
                .isZero();
    }

    @Test
    void whatALinkCannotDoAndWhatHasNoEffectIsWrongUsage() throws IOException {
        var mtu = file("mtu", "name: m\ntrials: 1\naxes: { mtu: [none, 1400] }\n");
        var clamp = file("clamp", "name: c\ntrials: 1\nfixed: { clamp: \"on\" }\naxes: { rtt: [1ms] }\n");
        var queue = file("queue", "name: q\ntrials: 1\nfixed: { queue: 50 }\naxes: { rtt: [1ms] }\n");
        var cipher = file("cipher", "name: q\ntrials: 1\nfixed: { cipher: AES-256-GCM }\naxes: { rtt: [1ms] }\n");

        assertUsage("a virtual link supports only loss and rtt; use --link tun", mtu, "--link", "virtual");
        assertUsage("clamp has no effect without mtu", clamp, "--link", "virtual");
        assertUsage("clamp has no effect without mtu", clamp);
        assertUsage("queue has no effect without bandwidth", queue);
        assertUsage("cipher has no effect without tunnel", cipher);
        for (String bundled : dev.rdplab.experiments.sweep.Grid.BUNDLED) {
            assertThat(dev.rdplab.experiments.sweep.IdleSettings.of(dev.rdplab.experiments.sweep.Grid.bundled(bundled)))
                    .as(bundled)
                    .isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() {
        var run = Cli.run("sweep", grid, "--out", "/proc/nope");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("/proc/nope").doesNotContain("internal error");
    }

    @Test
    void failsABuildWhereAConditionHolds() throws IOException {
        var out = folder.resolve("gate");
        var run = Cli.run("sweep", grid, "--n", "1", "--out", out.toString(), "--fail-if", "success < 99%");

        assertThat(run.exit()).isOne();
        assertThat(run.err().lines().filter(line -> line.contains("success is 0.0 %, fails if success < 99%")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("credssp=ntlm", "profile=rdesktop"));
        assertThat(Files.readString(out.resolve("junit.xml"))).contains("tests=\"4\"", "failures=\"1\"");
        assertThat(Cli.run("sweep", grid, "--n", "1", "--fail-if", "credssp=none: success < 99%")
                        .exit())
                .isZero();
        assertThat(Cli.run("sweep", grid, "--fail-if", "credssp=kerberos: success < 99%")
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("sweep", grid, "--fail-if", "p95 > 3").exit()).isEqualTo(2);
    }

    @Test
    void comparesTwoResults() throws IOException {
        var one = folder.resolve("one").toString();
        var other = folder.resolve("other").toString();
        Cli.run("sweep", grid, "--n", "2", "--out", one);
        var changed = Files.writeString(
                folder.resolve("changed.yaml"), Files.readString(Path.of(grid)).replace("\"1.2\"", "\"1.3\""));
        Cli.run("sweep", changed.toString(), "--n", "2", "--out", other);

        var run = Cli.run(
                "sweep", "compare", one, other, "--out", folder.resolve("c").toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains(
                        "changed: tls 1.2 -> 1.3", "No difference that these trials could show", "100.0 % -> 100.0 %");
        assertThat(folder.resolve("c")).isDirectoryContaining("glob:**/compare.{json,csv,html}");
        var json = Cli.run("sweep", "compare", one, other, "--json").objects();
        assertThat(json).hasSize(1);
        assertThat(json.get(0).path("cells")).hasSize(4);
        assertThat(json.get(0).path("changed").path("tls").get(1).asText()).isEqualTo("1.3");
        assertThat(Cli.run("sweep", "compare", one, folder.resolve("none").toString())
                        .exit())
                .isEqualTo(2);
        var broken = Files.writeString(folder.resolve("broken.json"), "{}\nnothing\n");
        assertThat(Cli.run("sweep", "compare", one, broken.toString()).err()).contains("broken.json:1");
    }
}

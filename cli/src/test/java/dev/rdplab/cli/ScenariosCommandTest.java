package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosCommandTest {

    @Test
    void listsTheCatalogue() {
        var run = Cli.run("scenarios", "list");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(1 + Catalogue.paths().size());
        assertThat(run.out()).contains("tls/server-key-unreadable", "0x904/0x7", "reported");
        assertThat(Cli.run("scenarios").out()).isEqualTo(run.out());
    }

    @Test
    void listsByPatternAsJson() {
        var run = Cli.run("scenarios", "list", "tls/*", "--json");

        assertThat(run.objects())
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.path("group").asText()).isEqualTo("tls"));
    }

    @Test
    void whatIsShownCanBeCheckedAgain(@TempDir Path folder) throws IOException {
        var shown = Cli.run("scenarios", "show", "server-key-unreadable");
        var file = Files.writeString(folder.resolve("mine.yaml"), shown.out());

        var check = Cli.run("scenarios", "check", file.toString());
        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("mine.yaml: ok, server-key-unreadable");
    }

    @Test
    void aWrongFileIsNamedWithItsLineAndEndsWithOne(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("bad.yaml"), "name: x\nsumary: y\n");

        var text = Cli.run("scenarios", "check", file.toString());
        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out()).contains("bad.yaml:2: sumary: unknown key (did you mean summary?); allowed: name");
        assertThat(text.err()).isEmpty();

        var json = Cli.run("scenarios", "check", "--json", file.toString())
                .objects()
                .get(0);
        assertThat(json.path("ok").asBoolean()).isFalse();
        assertThat(json.path("line").asInt()).isEqualTo(2);
    }

    @Test
    void anUnknownNameEndsWithTwoAndAHint() {
        var run = Cli.run("scenarios", "show", "server-key-unreadible");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("perhaps server-key-unreadable");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aCheckNeedsAFile() {
        assertThat(Cli.run("scenarios", "check").exit()).isEqualTo(2);
        assertThat(Cli.run("scenarios", "check", "/nowhere/at-all.yaml").exit()).isEqualTo(1);
    }

    private static final String HIDDEN =
            """
            name: hidden
            summary: a moment behind TLS
            faults:
              - { at: { role: server, on: TSRequest }, do: close-rst }
            expect: { stage: credssp, ending: closed-rst }
            """;

    @Test
    void aMomentBehindTlsIsNamedWithTheNearestThatAClosedRelayKnows(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("hidden.yaml"), HIDDEN).toString();

        var run = Cli.run("scenarios", "check", file);
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("hidden.yaml: ok, hidden", "a closed relay cannot play faults[0].at.on: 'TSRequest' is")
                .contains("nearest: stage: credssp without on");

        var json =
                Cli.run("scenarios", "check", "--json", file).objects().get(0).path("relay");
        assertThat(json.path("closed").asBoolean(true)).isFalse();
        assertThat(json.path("hidden").get(0).path("key").asText()).isEqualTo("faults[0].at.on");
    }

    @Test
    void aScenarioOfAClosedRelayMustNotHaveOneAndIsForTheRelayAlone(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                        folder.resolve("relayed.yaml"), HIDDEN + "relay: { mode: closed, target: server }\n")
                .toString();

        assertThat(Cli.run("scenarios", "check", file).exit()).isEqualTo(1);
        assertThat(Cli.run("scenarios", "check", file).out()).contains("faults[0].at.on: 'TSRequest' is encrypted");
        assertThat(Cli.run("reproduce", file).exit()).isEqualTo(2);
        assertThat(Cli.run("reproduce", file).err()).contains("is for a relay", "rdplab relay --scenario");
        assertThat(Cli.run("serve", "--port", "0", "--scenario", file).exit()).isEqualTo(2);
        assertThat(Cli.run("relay", "--scenario", file).err()).contains("'TSRequest' is encrypted");
        var open = Files.writeString(folder.resolve("open.yaml"), HIDDEN + "relay: { mode: open }\n")
                .toString();
        assertThat(Cli.run("scenarios", "check", open).exit()).isZero();
        assertThat(Cli.run("relay", "server", "--scenario", open).err()).contains("--open needs an account");
    }

    @Test
    void aNewFileIsValidAndNeverWrittenOver(@TempDir Path own) throws IOException {
        var file = own.resolve("mine.yaml");

        var run = Cli.run("scenarios", "new", file.toString(), "--from", "x224/silence");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("rdplab scenarios check " + file, "rdplab reproduce " + file);
        assertThat(file).content().contains("name: mine\n", "ending: timeout");
        assertThat(Cli.run("scenarios", "check", file.toString()).exit()).isZero();
        assertThat(Cli.run("scenarios", "new", file.toString()).exit()).isEqualTo(3);
        assertThat(Cli.run("scenarios", "new", own.resolve("Mine.txt").toString())
                        .exit())
                .isEqualTo(2);
        assertThat(Cli.run("scenarios", "new", own.resolve("b.yaml").toString(), "--from", "tls/*")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void schemasAndNewFilesComeAsOneLineOfJsonToo(@TempDir Path folder) {
        assertThat(Cli.run("scenarios", "schema", "--json").objects()).hasSize(1);
        assertThat(Cli.run("sweep", "schema", "--json").objects()).hasSize(1);

        var made = Cli.run("scenarios", "new", folder.resolve("mine.yaml").toString(), "--json");
        assertThat(made.objects())
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.path("from").asText()).isEqualTo("tls/server-key-unreadable"));
    }

    @Test
    void namesThatAreNearAreFewAndTheClosestFirst() {
        assertThat(Cli.run("reproduce", "SERVER-KEY-UNREADABLE").err())
                .contains("no scenario is called 'SERVER-KEY-UNREADABLE'; perhaps server-key-unreadable");
        assertThat(Cli.run("reproduce", "links/latency").err()).contains("latency-60ms");
        assertThat(Cli.run("reproduce", "").err()).contains("''; see ./rdplab");
    }
}

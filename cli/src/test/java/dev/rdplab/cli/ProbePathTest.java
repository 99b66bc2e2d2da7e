package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.ClosedPort;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code probe --path} on the loopback; bad paths are in {@code BlindPathTest} of verification. */
class ProbePathTest {

    @Test
    void measuresAPathWithoutFaultsAndWritesThatDown(@TempDir Path folder) throws Exception {
        try (var server = ScenarioServer.start(
                Catalogue.load().find("session-nla").orElseThrow(), ScenarioServerOptions.DEFAULT)) {
            var target = "127.0.0.1:" + server.address().getPort();
            var run = Cli.run("probe", target, "--path", "--idle", "400ms", "--json", "--out", folder + "/new");

            assertThat(run.exit()).as(run.out() + run.err()).isZero();
            var json = new ObjectMapper().readTree(run.out());
            assertThat(new ObjectMapper()
                            .readTree(folder.resolve("new/path.json").toFile()))
                    .isEqualTo(json);
            assertThat(run.err()).contains("evidence: " + folder.resolve("new/path.json"));
            assertThat(json.get("schema").textValue()).isEqualTo("rdplab-path-1");
            assertThat(json.get("host").textValue()).isEqualTo(target);
            var address = json.get("addresses").get(0);
            assertThat(address.get("family").intValue()).isEqualTo(4);
            assertThat(address.get("rtt").get("count").intValue()).isGreaterThanOrEqualTo(4);
            assertThat(address.get("mtu").get("up").get("fate").textValue()).isEqualTo("passed");
            assertThat(json.get("idle").get("survivedMs").doubleValue()).isEqualTo(400);
            assertThat(json.get("findings")).noneMatch(one -> one.get("fault").booleanValue());
            assertThat(json.get("settings")).isNotEmpty().allMatch(one -> one.hasNonNull("evidence"));
        }
    }

    @Test
    void tellsThatNothingListens() throws Exception {
        try (var closed = ClosedPort.any()) {
            var run = Cli.run("probe", "127.0.0.1:" + closed.number(), "--path");

            assertThat(run.exit()).isOne();
            assertThat(run.out()).contains("unreachable: connection refused").doesNotContain("MTU");
        }
    }

    @Test
    void saysBeforeItMeasuresThatAFolderCannotBe(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var run = Cli.run("probe", "127.0.0.1:1", "--path", "--out", file.toString());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(file + " exists and is not a folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--path --count 2 | --path only measures the path",
                "--path --watch 1s --out x | --path only measures the path",
                "--path --user alice --password-env NONE | --path only measures the path",
                "--path --proxy http://127.0.0.1:1 | give no --proxy",
                "--idle 3s | --idle is measured with --path",
                "--path --idle 31min | --idle 31min is not between"
            })
    void refusesWhatDoesNotGoTogether(String options, String said) {
        var run = Cli.run(("probe 127.0.0.1:1 " + options).split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(said);
    }
}

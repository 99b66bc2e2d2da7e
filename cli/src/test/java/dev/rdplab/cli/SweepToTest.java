package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sweep --to}: a server that is not started by the sweep, links that need no rights. */
class SweepToTest {

    @TempDir
    private Path folder;

    private String grid;
    private String target;
    private ScenarioServer server;

    @BeforeEach
    void serve() throws IOException {
        grid = Files.writeString(
                        folder.resolve("grid.yaml"),
                        "name: own\ntrials: 2\nseeds: [1]\nslower-than: 30s\n"
                                + "fixed: { certificate: ec, stage-deadline: 20s }\naxes: { rtt: [10ms, 120ms] }\n")
                .toString();
        server =
                ScenarioServer.start(Catalogue.load().find("session-nla").orElseThrow(), ScenarioServerOptions.DEFAULT);
        target = "127.0.0.1:" + server.address().getPort();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "modelled"})
    void triesThatServerThroughALinkAndStopsBeforeTheLogon(String link) {
        var run = Cli.run("sweep", grid, "--to", target, "--link", link, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.objects()).hasSize(2).allSatisfy(row -> assertThat(
                        row.path("success").path("count").asInt())
                .isEqualTo(2));
        assertThat(run.err()).contains("left out of the grid: certificate");
    }

    @Test
    void presentsARefusedAccountOnceAndTriesNothingAfterwards() throws Exception {
        var password = Files.writeString(folder.resolve("pw"), "wrong\n");
        var run = Cli.run(
                "sweep", grid, "--to", target, "--link", "embedded", "--user", "lab", "--password-file", "" + password);

        assertThat(run.exit()).isOne();
        assertThat(run.err()).containsOnlyOnce("stopped: the server refused the account lab");
        assertThat(run.out()).doesNotContain("10ms ");
    }

    @Test
    void doesNotMixResultsOfTwoServers() {
        var out = folder.resolve("out").toString();
        assertThat(Cli.run("sweep", grid, "--to", target, "--link", "embedded", "--out", out)
                        .exit())
                .isZero();
        var other = Cli.run("sweep", grid, "--link", "embedded", "--out", out);

        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("holds results of another server: " + target);
    }

    @Test
    void refusesVirtualTimeAndAnAccountWithoutAServer() {
        var virtual = Cli.run("sweep", grid, "--to", target, "--link", "virtual");
        assertThat(virtual.exit()).isEqualTo(2);
        assertThat(virtual.err()).contains("a real server cannot be in virtual time");

        var account = Cli.run("sweep", grid, "--user", "lab", "--empty-password");
        assertThat(account.exit()).isEqualTo(2);
        assertThat(account.err()).contains("--user is for a server of your own: it needs --to HOST");
    }
}

package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.ClosedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "modelled"})
    void aServerThatIsNotThereIsNoVerdictOfThePath(String link) throws IOException {
        try (var closed = ClosedPort.any()) {
            target = "127.0.0.1:" + closed.number();
            var run = Cli.run("sweep", grid, "--to", target, "--link", link);

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("rdplab: nothing listens at " + target);
        }
    }

    @Test
    void aSweepWithoutATrialLeavesItsFolderToOthers() throws IOException {
        var out = folder.resolve("out").toString();
        try (var closed = ClosedPort.any()) {
            var nobody = "127.0.0.1:" + closed.number();
            var unmade = Cli.run("sweep", grid, "--to", nobody, "--link", "embedded", "--out", out);
            assertThat(unmade.exit()).isEqualTo(3);
        }
        assertThat(folder.resolve("out/server.txt")).exists();

        var own = Cli.run("sweep", grid, "--link", "virtual", "--out", out);
        assertThat(own.exit()).as(own.err()).isZero();
        assertThat(folder.resolve("out/server.txt")).doesNotExist();
        var other = Cli.run("sweep", grid, "--to", target, "--link", "embedded", "--out", out);
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("holds results of another server: the lab's own, not " + target);
    }

    @Test
    void aProxyThatIsNotThereIsNamedAsSuch() throws IOException {
        try (var closed = ClosedPort.any()) {
            target = "127.0.0.1:" + closed.number();
            var run = Cli.run("sweep", grid, "--to", "192.0.2.1", "--proxy", "http://" + target, "--link", "embedded");

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err()).contains("nothing listens at the proxy " + target);
        }
    }

    @Test
    void aServerThatDoesNotAnswerOrHasNoAddressIsSaidOnce() throws IOException {
        try (var full = new FullBacklog()) {
            var run = Cli.run("sweep", grid, "--to", full.target(), "--link", "embedded", "--timeout", "300ms");
            assertThat(run.exit()).as(run.err()).isEqualTo(3);
            assertThat(run.err()).contains("no answer from " + full.target() + " within 300ms");
        }
        var name = "x".repeat(64) + ".invalid"; // a label of 64 bytes: no name server is asked
        var nameless = Cli.run("sweep", grid, "--to", name, "--link", "embedded");
        assertThat(nameless.exit()).isEqualTo(3);
        assertThat(nameless.err()).contains("the name '" + name + "' has no address");
    }

    /** A listener that takes no more connections: the kernel does not answer further SYNs. */
    private static final class FullBacklog implements AutoCloseable {

        private static final int ATTEMPTS = 8;

        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> waiting = new ArrayList<>();

        FullBacklog() throws IOException {
            for (int i = 0; i < ATTEMPTS; i++) {
                var socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(listener.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
            throw new IllegalStateException(ATTEMPTS + " connections and still not full");
        }

        String target() {
            return "127.0.0.1:" + listener.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (var socket : waiting) {
                socket.close();
            }
            listener.close();
        }
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

package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.ClosedPort;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeWatchTest {

    @TempDir
    private Path folder;

    @Test
    void aLineForEachLook() throws Exception {
        try (var server = serve("session-nla")) {
            var run = Cli.run("probe", "--watch", "100ms", address(server), "--count", "3");

            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out().lines())
                    .hasSize(3)
                    .allMatch(line -> line.matches("..:..:..  gets to credssp, [0-9.]+ ms"));
        }
    }

    @Test
    void theHostBehindItIsNoTime() throws Exception {
        try (var server = serve("session-nla")) {
            assertThat(Cli.run("probe", "--watch", address(server), "--count", "1")
                            .out()
                            .lines())
                    .hasSize(1);
        }
    }

    @Test
    void saysWhenTheResultChanges() throws Exception {
        var out = new StringWriter();
        var terminal = Terminal.to(out, new StringWriter());
        var pauses = new ArrayList<Duration>();
        var watch = new ProbeWatch(terminal, Paint.OFF, false, Duration.ofHours(1), pauses::add);
        var session = Catalogue.load().find("session-nla").orElseThrow();
        try (var closed = ClosedPort.any();
                var server = ScenarioServer.start(session, ScenarioServerOptions.DEFAULT)) {
            int[] ports = {closed.number(), closed.number(), server.address().getPort()};
            int[] look = {0};
            int exit = watch.run(() -> look(ports[look[0]++]), Optional::empty, 3);

            assertThat(exit).isZero();
        }
        assertThat(pauses).hasSize(2).allMatch(time -> time.compareTo(Duration.ofHours(1)) < 0);
        assertThat(out.toString().lines().toList().get(3))
                .matches(
                        "..:..:..  changed: gets to credssp; until then refused in connect \\(2 times since ..:..:..\\)");
    }

    @Test
    void aRefusedLogonEndsIt() throws Exception {
        var password = Files.writeString(folder.resolve("pw"), "wrong");
        try (var server = serve("session-nla")) {
            var run = Cli.run(
                    "probe", address(server), "--watch=100ms", "--user", "lab", "--password-file", password.toString());

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out().lines()).hasSize(1);
            assertThat(run.err()).contains("stopped: the server refused the account lab", "--yes-present-again");
        }
    }

    @Test
    void doesNotWaitAfterARefusal() throws Exception {
        var terminal = Terminal.to(new StringWriter(), new StringWriter());
        var watch = new ProbeWatch(terminal, Paint.OFF, false, Duration.ofHours(1), time -> {
            throw new AssertionError("waited " + time);
        });
        try (var closed = ClosedPort.any()) {
            boolean[] looked = {false};
            int exit = watch.run(
                    () -> {
                        looked[0] = true;
                        return look(closed.number());
                    },
                    () -> looked[0] ? Optional.of("refused") : Optional.empty(),
                    3);

            assertThat(exit).isEqualTo(Exit.UNEXPECTED);
        }
    }

    @Test
    void refusesTimesOutOfRange() {
        assertThat(Cli.run("probe", "127.0.0.1:1", "--watch", "0s").err())
                .contains("--watch 0s is not between 100ms and 24h");
        assertThat(Cli.run("probe", "127.0.0.1:1", "--watch", "5").exit()).isEqualTo(2);
        assertThat(Cli.run("probe", "127.0.0.1:1", "--watch", "--thorough").exit())
                .isEqualTo(2);
    }

    @Test
    void manyLooksInJsonEndWithASummary() throws Exception {
        try (var server = serve("session-nla")) {
            var objects =
                    Cli.run("probe", address(server), "--count", "2", "--json").objects();

            assertThat(objects).hasSize(3);
            assertThat(objects.get(2).path("schema").asText()).isEqualTo("rdplab-probes-1");
            assertThat(objects.get(2).path("completed").asInt()).isEqualTo(2);
            assertThat(objects.get(2).path("stages").findValuesAsText("stage"))
                    .contains("connect", "x224", "tls", "credssp");
        }
    }

    @Test
    void theStagesAreShownAsTheyHappen() throws Exception {
        try (var server = serve("session-nla")) {
            var err = new StringWriter();
            int exit = RdpLab.run(
                    Terminal.to(new StringWriter(), err, 80, Map.of("TERM", "xterm")), "probe", address(server));

            assertThat(exit).isZero();
            assertThat(err.toString()).containsPattern("connect [0-9.]+ ms, x224 [0-9.]+ ms, tls");
        }
        var stages = ProbeStages.begin(Terminal.to(new StringWriter(), new StringWriter()));
        stages.entered(Role.CLIENT, 1, Stage.X224);
        assertThat(stages.line(System.nanoTime() + 7_500_000_000L)).matches("connect [0-9.]+ ms, x224 waiting \\d+ s");
        stages.close();
    }

    private static dev.rdplab.diagnosis.probe.Probe look(int port) {
        var target = new java.net.InetSocketAddress("127.0.0.1", port);
        return dev.rdplab.diagnosis.probe.Probe.of(
                "127.0.0.1", dev.rdplab.clientsim.ClientOptions.of(target).until(Stage.CREDSSP));
    }

    private static ScenarioServer serve(String name) throws Exception {
        return ScenarioServer.start(Catalogue.load().find(name).orElseThrow(), ScenarioServerOptions.DEFAULT);
    }

    private static String address(ScenarioServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }
}

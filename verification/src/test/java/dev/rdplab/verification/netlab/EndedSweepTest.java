package dev.rdplab.verification.netlab;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.packetlinks.Command;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.testkit.needs.Owned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, ended in the middle of a sweep with every tunnel at work: what it leaves, and what not. */
@Needs(
        value = {"nft"},
        also = Tunnels.class)
@Tag("netlab")
class EndedSweepTest {

    private static final List<String> TUNNELS = List.of("wireguard", "openvpn-udp", "openvpn-tcp");
    private static final int SIGINT = 128 + 2;
    private static final String GRID =
            """
            name: ended
            trials: %d
            seeds: [1]
            fixed: { rtt: 20ms, credssp: none, profile: mstsc, deadline: 30s }
            axes: { tunnel: [%s] }
            """;

    @TempDir
    Path directory;

    private String hostBefore;
    private Process sweep;
    private String prefix;

    @BeforeEach
    void startASweepAndWaitUntilEveryTunnelHasCarriedAHandshake() throws Exception {
        hostBefore = host();
        sweep = rdplab("sweep", grid("long.yaml", 100_000, TUNNELS), "--parallel", "3", "--out", out());
        prefix = "rdplab-" + sweep.pid() + "-";
        awaitLine(lines -> TUNNELS.stream().allMatch(t -> lines.stream().anyMatch(l -> l.contains(t))));
        assertThat(namespaces()).hasSize(2 * TUNNELS.size());
    }

    @Test
    void afterAKillTheNextStartRemovesEverything() throws Exception {
        var inside = processesInside();
        assertThat(inside).hasSize(2 * TUNNELS.size());
        assertThat(leftFiles()).as("keys and sockets").isNotEmpty();

        sweep.destroyForcibly().waitFor();
        assertThat(namespaces()).as("outlive the kill").hasSize(2 * TUNNELS.size());

        var next = rdplab("sweep", grid("next.yaml", 1, List.of("wireguard")));
        assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(next.exitValue()).isZero();
        assertNothingIsLeft(inside);
    }

    @Test
    void ctrlCRemovesEverythingAtOnceAndTheSweepGoesOnLater() throws Exception {
        var inside = processesInside();
        assertThat(Command.run(line("lab", "shell", "B", "ip", "-o", "-4", "addr", "show", "dev", "rdplab0")
                        .toArray(String[]::new)))
                .contains("inet 10.77.0.2/24");

        Command.run("kill", "-INT", String.valueOf(sweep.pid()));
        assertThat(sweep.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(sweep.exitValue()).isEqualTo(SIGINT);
        assertThat(Files.readString(directory.resolve("err")))
                .isEqualTo("rdplab: stopped; run the same command again to resume from " + out() + "\n");
        assertThat(directory.resolve("stdout")).isEmptyFile();
        assertNothingIsLeft(inside);
        assertThat(trials()).allMatch(l -> l.endsWith("}"));
    }

    private void assertNothingIsLeft(List<Long> inside) throws IOException {
        assertThat(namespaces()).isEmpty();
        assertThat(inside).noneMatch(EndedSweepTest::lives);
        assertThat(leftFiles()).isEmpty();
        assertThat(host()).as("devices and routes of the host").isEqualTo(hostBefore);
    }

    /** One that was killed is gone when its new parent has noticed. */
    private static boolean lives(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.onExit()
                        .thenApply(gone -> false)
                        .completeOnTimeout(true, 10, TimeUnit.SECONDS)
                        .join())
                .isPresent();
    }

    /** Devices with their addresses, routes of all tables and rules, as far as they do not age. */
    private static String host() {
        return Command.run("ip", "-br", "addr")
                + Command.run("ip", "-4", "route", "show", "table", "all")
                + Command.run("ip", "rule")
                + Command.run("nft", "list", "ruleset");
    }

    private List<String> namespaces() {
        return Command.run("ip", "netns", "list")
                .lines()
                .map(line -> line.split(" ")[0])
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private List<Long> processesInside() {
        return namespaces().stream()
                .flatMap(name -> Command.run("ip", "netns", "pids", name).lines())
                .map(Long::parseLong)
                .filter(pid -> pid != sweep.pid())
                .toList();
    }

    private List<Path> leftFiles() throws IOException {
        var all = new ArrayList<Path>();
        String socket = "rw" + Long.toString(sweep.pid(), 36) + "-";
        for (Path folder : List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/run/wireguard"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(f -> f.getFileName().toString().startsWith(prefix)
                                || f.getFileName().toString().startsWith(socket))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private void awaitLine(Predicate<List<String>> wanted) throws Exception {
        try (var watch = directory.getFileSystem().newWatchService()) {
            Files.createDirectories(Path.of(out()));
            Path.of(out()).register(watch, ENTRY_CREATE, ENTRY_MODIFY);
            while (!wanted.test(trials())) {
                var key = watch.poll(60, TimeUnit.SECONDS);
                assertThat(key)
                        .as("a trial within a minute; %s", Files.readString(directory.resolve("err")))
                        .isNotNull();
                key.pollEvents();
                key.reset();
            }
        }
    }

    private List<String> trials() throws IOException {
        var file = Path.of(out(), "trials.jsonl");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String out() {
        return directory.resolve("results").toString();
    }

    private String grid(String name, int trials, List<String> tunnels) throws IOException {
        return Files.writeString(directory.resolve(name), GRID.formatted(trials, String.join(", ", tunnels)))
                .toString();
    }

    private Process rdplab(String... arguments) throws IOException {
        return Owned.byThisTest(new ProcessBuilder(line(arguments))
                .redirectOutput(directory.resolve("stdout").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start());
    }

    /** A build that was started in the background ignores SIGINT, and so would all that it starts. */
    private static List<String> line(String... arguments) {
        var line = new ArrayList<>(List.of("env", "--default-signal=INT"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        line.add("dev.rdplab.cli.RdpLab");
        line.addAll(List.of(arguments));
        return line;
    }
}

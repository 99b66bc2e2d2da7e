package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.packetlinks.PacketLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The program in a process of its own, ended by a signal at named moments: what it leaves behind. Each signal meets each command
 * with {@code -Drdplab.signals=all}, else the signals take turns.
 */
@EnabledOnOs(OS.LINUX)
class SignalsTest {

    private static final long LIMIT_SECONDS = 90;

    /** A client with a child of its own, both deaf to SIGTERM. Its {@code pids} are there when both run. */
    private static final String CLIENT =
            """
            #!/bin/sh
            trap '' TERM INT HUP
            sleep 300 &
            echo "$$ $!" > %1$s.new && mv %1$s.new %1$s
            wait
            """;

    /** When the signal comes. */
    private enum Moment {
        /** The first folder of the command is there. */
        START,
        /** It waits for a peer that says nothing, or for any at all. */
        WAITING,
        CLIENT_RUNNING,
        /** The first of the command's network namespaces is there. */
        OPENING_LINK,
        /** The first file of the evidence, or of the results, is there. */
        WRITING_EVIDENCE
    }

    private enum Signal {
        INT(130),
        TERM(143),
        HUP(129);

        private final int exit;

        Signal(int exit) {
            this.exit = exit;
        }
    }

    private static final String GRID =
            "name: g\ntrials: 100000\naxes: { loss: [0%, 1%, 2%, 5%], rtt: [1ms, 9ms, 20ms, 90ms] }\n";
    private static final String PACKETS =
            "name: p\ntrials: 100000\nfixed: { credssp: none }\naxes: { rtt: [10ms, 20ms] }\n";
    private static final boolean ALL = "all".equals(System.getProperty("rdplab.signals"));
    private static final Path NAMESPACES = Path.of("/run/netns");

    @TempDir
    private Path folder;

    private Path temporary;
    private Path pids;
    private Process process;
    private ServerSocket silent;

    /** None of them ends by itself within the first half minute, however late the signal is. */
    private static final List<Arguments> COMMANDS = List.of(
            Arguments.of("serve --scenario kerberos/ticket-expired --port 0", Moment.START),
            Arguments.of("serve --scenario kerberos/ticket-expired --port 0", Moment.WAITING),
            Arguments.of("judge --scenarios tls/* --limit 60s --client CLIENT", Moment.CLIENT_RUNNING),
            Arguments.of("cuts --client CLIENT", Moment.CLIENT_RUNNING),
            Arguments.of("relay SILENT --port 0", Moment.WAITING),
            Arguments.of("probe SILENT --timeout 60s", Moment.WAITING),
            Arguments.of("load SILENT --rate 1 --duration 60s", Moment.WAITING),
            Arguments.of("sweep GRID --link virtual --out OUT", Moment.WRITING_EVIDENCE));

    static Stream<Arguments> cases() {
        var signals = Signal.values();
        return IntStream.range(0, COMMANDS.size() * signals.length)
                .filter(i -> ALL || i / signals.length % signals.length == i % signals.length)
                .mapToObj(i -> {
                    var command = COMMANDS.get(i / signals.length).get();
                    return Arguments.of(command[0], command[1], signals[i % signals.length]);
                });
    }

    @BeforeEach
    void makeFolders() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        pids = folder.resolve("pids");
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void end() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        clients().forEach(ProcessHandle::destroyForcibly);
        silent.close();
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("cases")
    void nothingIsLeftBehind(String command, Moment moment, Signal signal) throws Exception {
        start(command);
        await(moment, command);
        assertThat(clients()).hasSize(moment == Moment.CLIENT_RUNNING ? 2 : 0);

        assertNothingIsLeftAfter(signal, command, moment.toString());
        assertThat(process.exitValue()).isEqualTo(signal.exit);
    }

    /** The whole catalogue runs before the first file is there. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("some")
    void evidenceThatIsBeingWrittenLeavesNothingBehind(Signal signal) throws Exception {
        nothingIsLeftBehind("reproduce --all --out OUT", Moment.WRITING_EVIDENCE, signal);
    }

    @EnabledIf(value = "namespacesCanBeMade", disabledReason = "network namespaces need Linux and root")
    @ParameterizedTest
    @MethodSource("some")
    void noNamespaceIsLeftBehind(Signal signal) throws Exception {
        nothingIsLeftBehind("sweep PACKETS --out OUT", Moment.OPENING_LINK, signal);
    }

    static List<Signal> some() {
        return ALL ? List.of(Signal.values()) : List.of(Signal.TERM);
    }

    static boolean namespacesCanBeMade() {
        return PacketLab.missing().isEmpty();
    }

    /** Moments that nobody chose: {@code .ci/long signals}. */
    @EnabledIfSystemProperty(named = "rdplab.signals", matches = "random")
    @RepeatedTest(10)
    void nothingIsLeftBehindAtARandomMoment() throws Exception {
        long seed = Long.getLong("rdplab.seed", System.nanoTime());
        var random = new Random(seed);
        var command = (String) COMMANDS.get(random.nextInt(COMMANDS.size())).get()[0];
        var signal = List.of(Signal.INT, Signal.TERM).get(random.nextInt(2));
        int millis = random.nextInt(6_000);
        start(command);
        process.waitFor(millis, TimeUnit.MILLISECONDS);

        assertNothingIsLeftAfter(signal, command, millis + " ms, -Drdplab.seed=" + seed);
    }

    private void assertNothingIsLeftAfter(Signal signal, String command, String moment) throws Exception {
        var started = Stream.concat(clients().stream(), process.descendants()).toList();
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal.name(), Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

        var errors = Files.readString(folder.resolve("err"));
        var leftFolders = left();
        var leftNamespaces = namespaces();
        var leftProcesses = Stream.concat(started.stream(), clients().stream())
                .filter(SignalsTest::lives)
                .toList();
        System.out.printf(
                "%-60s %-16s %-4s exit %d, left: %d processes, %d namespaces, %d folders%n",
                command,
                moment,
                signal,
                process.exitValue(),
                leftProcesses.size(),
                leftNamespaces.size(),
                leftFolders.size());
        assertThat(leftProcesses).isEmpty();
        assertThat(leftNamespaces).isEmpty();
        assertThat(leftFolders).isEmpty();
        assertThat(errors).doesNotContain("Exception", "internal error", "\tat ");
    }

    /** Those of the process; their names begin with its number. */
    private List<String> namespaces() throws IOException {
        return Files.isDirectory(NAMESPACES)
                ? names(NAMESPACES).stream()
                        .filter(name -> name.startsWith("rdplab-" + process.pid() + "-"))
                        .toList()
                : List.of();
    }

    /** One that was killed is gone when its new parent has noticed. */
    private static boolean lives(ProcessHandle client) {
        try {
            client.onExit().get(30, TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            return true;
        }
    }

    private void start(String command) throws IOException {
        var client = Files.writeString(folder.resolve("client"), CLIENT.formatted(pids));
        client.toFile().setExecutable(true);
        var grid = Files.writeString(folder.resolve("grid.yaml"), GRID);
        var packets = Files.writeString(folder.resolve("packets.yaml"), PACKETS);
        // A build that was started in the background ignores SIGINT, one by nohup SIGHUP, and so would all that they
        // start.
        var line = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.rdplab.cli.RdpLab"));
        for (String word : command.split(" ")) {
            line.add(word.replace("CLIENT", client + " {port}")
                    .replace("OUT", folder.resolve("out").toString())
                    .replace("GRID", grid.toString())
                    .replace("PACKETS", packets.toString())
                    .replace("SILENT", "127.0.0.1:" + silent.getLocalPort()));
        }
        process = new ProcessBuilder(line)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private void await(Moment moment, String command) throws Exception {
        switch (moment) {
            case START -> awaitIn(temporary, () -> !left().isEmpty());
            case WAITING -> {
                if (command.startsWith("probe") || command.startsWith("load")) {
                    silent.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
                    silent.accept(); // open until the test ends
                } else {
                    awaitIn(folder, () -> Files.readString(folder.resolve("stdout"))
                            .contains("listening on"));
                }
            }
            case CLIENT_RUNNING -> awaitIn(folder, () -> Files.exists(pids));
            case OPENING_LINK -> awaitIn(folder, () -> !namespaces().isEmpty());
            case WRITING_EVIDENCE ->
                awaitIn(
                        folder,
                        () -> Files.isDirectory(folder.resolve("out"))
                                && !names(folder.resolve("out")).isEmpty());
        }
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void awaitIn(Path watched, Condition condition) throws Exception {
        try (var watch = watched.getFileSystem().newWatchService()) {
            watched.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (!condition.holds()) {
                assertThat(process.isAlive() && System.nanoTime() < until)
                        .as(Files.readString(folder.resolve("err")))
                        .isTrue();
                var key = watch.poll(100, TimeUnit.MILLISECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
    }

    private List<ProcessHandle> clients() throws IOException {
        return Files.exists(pids)
                ? Stream.of(Files.readString(pids).strip().split(" "))
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                        .toList()
                : List.of();
    }

    /** Folders of the lab; a library that is unpacked there at the moment is not its own. */
    private List<String> left() throws IOException {
        return names(temporary).stream()
                .filter(name -> name.startsWith("rdplab-"))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

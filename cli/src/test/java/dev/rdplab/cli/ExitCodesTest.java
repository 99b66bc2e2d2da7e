package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.ClosedPort;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each command in each situation: its exit code, as README's table has it. */
@EnabledOnOs(OS.LINUX)
class ExitCodesTest {

    /**
     * @param when the words of README; empty for a case that the table leaves out
     * @param line words in capitals stand for what is made for the test
     */
    private record Case(String command, int code, String when, String line) {}

    private static final List<Case> CASES = List.of(
            new Case("explain", 0, "the code is known", "explain 0x904 0x7"),
            new Case("explain", 1, "the code is not known", "explain 0xDEADBEE1"),
            new Case("explain", 2, "no code was given", "explain"),
            new Case("reproduce", 0, "all as expected", "reproduce x224/silence --virtual-time"),
            new Case("reproduce", 1, "one is not", "reproduce UNEXPECTED --virtual-time"),
            new Case("reproduce", 2, "no such scenario", "reproduce nope/nothing"),
            new Case(
                    "reproduce",
                    3,
                    "evidence cannot be written",
                    "reproduce x224/silence --virtual-time --out /proc/x"),
            new Case("probe", 0, "the handshake completed", "probe SOUND"),
            new Case("probe", 1, "the handshake failed", "probe CLOSED"),
            new Case("probe", 2, "no password for `--user`", "probe SOUND --user alice"),
            new Case("probe", 3, "a password file is missing", "probe SOUND --user alice --password-file /nope"),
            new Case("diagnose", 0, "every connection completed, or was up", "diagnose COMPLETED"),
            new Case("diagnose", 1, "one did not, or its outcome is not known", "diagnose DIED"),
            new Case("diagnose", 2, "a file in no known format", "diagnose VALID"),
            new Case("diagnose", 3, "a file cannot be opened", "diagnose /nope.pcapng"),
            new Case("diagnose", 2, "", "diagnose"),
            new Case("diagnose", 3, "", "diagnose COMPLETED --log /nope.log"),
            new Case("collect", 0, "the commands are printed", "collect"),
            new Case("collect", 2, "an argument was given", "collect something"),
            new Case("serve", 2, "no such scenario, or several", "serve --scenario tls/*"),
            new Case("serve", 3, "the port is in use", "serve --port TAKEN"),
            new Case("serve", 3, "", "serve --port 0 --listen NAMELESS"),
            new Case("relay", 2, "no host, or a scenario that a relay cannot run", "relay"),
            new Case("relay", 2, "", "relay 127.0.0.1:1 --scenario nope"),
            new Case("relay", 2, "", "relay 127.0.0.1:33999 --port 33999"),
            new Case("relay", 3, "the port is in use, or an unknown host", "relay 127.0.0.1:1 --port TAKEN"),
            new Case("relay", 3, "", "relay 127.0.0.1:1 --port 0 --out /dev/null/x"),
            new Case("relay", 3, "", "relay NAMELESS --port 0"),
            new Case("relay", 2, "", "relay CLOSED --port 0 --open --user alice --password-env RDPLAB_NOT_SET"),
            new Case("load", 1, "a handshake failed", "load CLOSED --rate 1 --duration 1s"),
            new Case("load", 2, "a host that is not yours", "load 192.0.2.1"),
            new Case("load", 3, "unknown host", "load NAMELESS"),
            new Case("judge", 0, "all as expected", "judge --scenarios connect/port-refused --client FAILING"),
            new Case(
                    "judge",
                    1,
                    "one is not, the client never connects, or all were skipped",
                    "judge --scenarios tls/server-key-unreadable --client FAILING"),
            new Case("judge", 1, "", "judge --program xfreerdp --client FAILING --scenarios rdstls/*"),
            new Case("judge", 2, "no `{port}` in the command", "judge --client true"),
            new Case("judge", 2, "", "judge --server SOUND --record /nope.yaml"),
            new Case(
                    "judge",
                    3,
                    "the client cannot be started",
                    "judge --scenarios tls/server-key-unreadable --client MISSING"),
            new Case("judge", 3, "", "judge --scenarios connect/port-refused --client FAILING --junit /nope/x.xml"),
            new Case("cuts", 0, "the map is complete", "cuts --virtual-time --step 700"),
            new Case("cuts", 1, "the client never connects", "cuts --client FAILING"),
            new Case("cuts", 2, "no such scenario", "cuts nope"),
            new Case("cuts", 3, "the client cannot be started", "cuts --client MISSING"),
            new Case("sweep", 0, "all cells were run", "sweep GRID --link virtual"),
            new Case("sweep", 1, "a cell could not be set up, or a condition of `--fail-if` holds", "sweep KERBEROS"),
            new Case(
                    "sweep",
                    2,
                    "a grid that the link does not support; results of another sweep",
                    "sweep MTU --link virtual"),
            new Case("sweep", 3, "the folder cannot be written", "sweep GRID --link virtual --out /proc/x"),
            new Case("scenarios", 0, "listed, shown, or valid", "scenarios check VALID"),
            new Case("scenarios", 1, "a file is not valid", "scenarios check BROKEN"),
            new Case("scenarios", 2, "no such scenario", "scenarios show nope"),
            new Case("decode", 0, "all of it decodes", "decode 030000130ed000001234000200080002000000"),
            new Case("decode", 1, "something does not decode completely", "decode 0300001300"),
            new Case("decode", 2, "neither hex nor a known format", "decode xyz!"),
            new Case("lab", 0, "the open links are listed", "lab"),
            new Case("lab", 0, "", "lab --json"),
            new Case("lab", 2, "no such end", "lab shell C"));

    /** Whatever is wrong with the command line, and whatever is printed to a full disk. */
    private static final List<String> COMMANDS =
            CASES.stream().map(Case::command).distinct().toList();

    @TempDir
    private Path folder;

    @Test
    void eachSituationHasItsCode() throws Exception {
        var session = Catalogue.load().find("session-nla").orElseThrow();
        var wrong = new ArrayList<String>();
        try (var sound = ScenarioServer.start(session, ScenarioServerOptions.DEFAULT);
                var closed = ClosedPort.any();
                var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (Case each : CASES) {
                var words = words(each.line(), sound.address().getPort(), closed.number(), taken.getLocalPort());
                var run = Cli.run(words.toArray(String[]::new));
                System.out.printf("%-10s %d  %s%n", each.command(), run.exit(), each.when());
                if (run.exit() != each.code() || run.err().contains("internal error")) {
                    wrong.add(each + " -> " + run.exit() + ": " + run.err());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void anUnknownOptionIsTwoEverywhereAndAFullDiskThree() {
        for (String command : COMMANDS) {
            assertThat(Cli.run(command, "--no-such-option").exit()).as(command).isEqualTo(2);
            var full = Terminal.to(new Full(), new StringWriter());
            assertThat(RdpLab.run(full, command, "--help")).as(command).isEqualTo(3);
        }
    }

    @Test
    void readmeHasTheSame() throws IOException {
        var readme = Files.readString(Path.of("..", "README.md"));
        assertThat(readme).contains(table());
    }

    private static String table() {
        var table = new StringBuilder("| command | 0 | 1 | 2 | 3 |\n|---|---|---|---|---|\n");
        for (String command : COMMANDS) {
            table.append("| `").append(command).append("` |");
            IntStream.range(0, 4)
                    .mapToObj(code -> CASES.stream()
                            .filter(each -> each.command().equals(command) && each.code() == code)
                            .map(Case::when)
                            .findFirst()
                            .orElse(""))
                    .forEach(when -> table.append(' ').append(when).append(when.isEmpty() ? "|" : " |"));
            table.append('\n');
        }
        return table.toString();
    }

    private List<String> words(String line, int sound, int closed, int taken) throws IOException {
        var words = new ArrayList<String>();
        for (String word : line.split(" ")) {
            words.add(
                    switch (word) {
                        case "SOUND" -> "127.0.0.1:" + sound;
                        case "CLOSED" -> "127.0.0.1:" + closed;
                        case "TAKEN" -> Integer.toString(taken);
                        case "NAMELESS" -> "x".repeat(64) + ".invalid"; // too long a label: no name server is asked
                        case "FAILING" -> "false {port}";
                        case "MISSING" -> "no-such-program-77 {port}";
                        case "GRID" -> file("grid", "name: g\ntrials: 1\nseeds: [1]\naxes: { loss: [0%] }\n");
                        case "MTU" -> file("mtu", "name: m\ntrials: 1\naxes: { mtu: [1400] }\n");
                        case "KERBEROS" ->
                            file("kerberos", "name: k\ntrials: 1\naxes: { credssp: [none, kerberos] }\n");
                        case "COMPLETED" -> capture("active/session-nla");
                        case "DIED" -> capture("tls/server-key-unreadable");
                        case "VALID" -> file("valid", Catalogue.text("x224/silence"));
                        case "BROKEN" -> file("broken", "name: x\nsummry: y\n");
                        case "UNEXPECTED" ->
                            file(
                                    "unexpected",
                                    Catalogue.text("x224/silence")
                                            .replaceFirst("ending: timeout", "ending: closed-rst"));
                        default -> word;
                    });
        }
        if (line.startsWith("probe")) {
            words.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        return words;
    }

    /** What a scenario's run leaves, by its path. */
    private String capture(String scenario) {
        var out = folder.resolve(scenario.replace('/', '-'));
        Cli.run("reproduce", scenario, "--virtual-time", "--quiet", "--out", out.toString());
        return out.resolve("handshake.pcapng").toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
    }

    private static final class Full extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of README, docs and of every command's help as they are printed: each is a valid command line, and what needs no other host, file or
 * right is run. Scripts for CI and clients are run by {@code ShellExamplesTest}.
 */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..");

    /** A line of a code block, fenced or indented, or a span in a text; up to a pipe, a redirection or a comment. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?:^(?: {4})?|`|\\$ )(?:\\./)?rdplab ((?:[a-z]+)(?: (?:'[^']*'|\"[^\"]*\"|[^`'\"|>#\\n])*)?)",
            Pattern.MULTILINE);

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    /** Stands for a value, as in {@code reproduce NAME --seed N}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+(\\.\\.\\.)?|\\.\\.\\.|\\[.*");

    private static final String EVENT =
            """
            <Event><System><Provider Name='Schannel'/><EventID>36870</EventID><TimeCreated SystemTime='2026-11-22T10:00:00Z'/>
            <EventRecordID>1</EventRecordID><Channel>System</Channel><Computer>RDS01</Computer></System>
            <EventData><Data Name='Type'>server</Data><Data Name='ErrorCode'>0x8009030D</Data></EventData></Event>
            """;

    private static final Set<String> RUN = Set.of("explain", "decode", "collect", "scenarios", "help", "reproduce");

    @Test
    void eachIsAValidCommandLine() throws IOException {
        var wrong = new ArrayList<String>();
        var commands = commands();
        for (String printed : commands) {
            var words = words(printed);
            try {
                parse(words);
            } catch (CommandLine.MissingParameterException e) {
                // the name of a command or an option in a text
            } catch (CommandLine.ParameterException e) {
                wrong.add(printed + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(commands)
                .hasSizeGreaterThan(30)
                .contains("explain 0x904 0x7", "sweep compare before.json after.json");
    }

    @Test
    void whatNeedsNothingElseRuns() throws IOException {
        var run = new ArrayList<String>();
        for (String printed : commands()) {
            var words = words(printed);
            boolean files = Stream.of(words).anyMatch(word -> word.matches(".*\\.(yaml|pcapng|tsv|evtx|json)"));
            if (RUN.contains(words[0])
                    && !files
                    && (words.length > 1 || words[0].equals("collect"))
                    && !List.of(words).contains("-") // standard input
                    && isWhole(words)
                    && !isLong(words)) {
                var done = Cli.run(words[0].equals("reproduce") ? virtual(words) : words);
                assertThat(done.exit()).as(printed + ": " + done.err()).isZero();
                run.add(printed);
            }
        }
        assertThat(run)
                .contains(
                        "explain 0x904 0x7",
                        "scenarios show server-key-unreadable",
                        "explain SSL_CERT_NOT_ON_SERVER",
                        "reproduce 'causes/*'",
                        "decode 030000130ed000001234000200080002000000");
    }

    /** A fake server stands for the host, and a capture, its evidence and a log for the files. What runs until it is ended is left out. */
    @Test
    void whatNeedsAServerOrAFileRunsWithOneInItsPlace(@TempDir Path folder) throws Exception {
        var evidence = folder.resolve("rdplab-evidence");
        assertThat(Cli.run("reproduce", "server-key-unreadable", "--out", evidence.toString())
                        .exit())
                .isZero();
        Files.writeString(folder.resolve("keys.log"), "");
        var run = new ArrayList<String>();
        try (var server = ScenarioServer.start(
                Catalogue.load().find("active/session-negotiate").orElseThrow(), ScenarioServerOptions.DEFAULT)) {
            for (String printed : commands()) {
                var words = words(printed);
                if (words.length > 1 && List.of("probe", "diagnose").contains(words[0]) && ends(words)) {
                    var done = Cli.run(inPlace(words, folder, server.address().getPort()));
                    assertThat(done.exit())
                            .as(printed + ": " + done.err())
                            .isEqualTo(words[0].equals("probe") ? 0 : 1); // the capture's handshake failed
                    run.add(printed);
                }
            }
        }
        assertThat(run)
                .contains(
                        "probe server.example --thorough",
                        "probe server.example --count 20 --json",
                        "diagnose rdplab-evidence/",
                        "diagnose site.pcap.gz --keylog keys.log --out ticket-4711",
                        "diagnose capture.pcapng --log system.evtx");
    }

    /** No watch without an end, no wait of minutes, no standard input. */
    private static boolean ends(String... words) {
        return Stream.of(words).noneMatch(word -> word.equals("--watch") || word.equals("--idle") || word.equals("-"));
    }

    private static String[] inPlace(String[] words, Path folder, int port) throws IOException {
        var run = words.clone();
        for (int i = 1; i < run.length; i++) {
            String word = run[i];
            if (word.matches("(server\\.example|10\\.1\\.2\\.3|192\\.0\\.2\\.7)(:[0-9]+)?")) {
                run[i] = "127.0.0.1:" + port;
            } else if (run[i - 1].equals("--out") || word.equals("rdplab-evidence/") || word.equals("keys.log")) {
                run[i] = folder.resolve(word).toString();
            } else if (word.matches(".*\\.(pcap|pcapng)(\\.gz)?")) {
                run[i] = Files.copy(
                                folder.resolve("rdplab-evidence/handshake.pcapng"),
                                folder.resolve(word),
                                StandardCopyOption.REPLACE_EXISTING)
                        .toString();
            } else if (word.matches(".*\\.(evtx|xml)")) {
                run[i] = Files.writeString(folder.resolve(word), EVENT).toString();
            }
        }
        return run;
    }

    /** The whole catalogue, and what needs a KDC on sockets, have tests of their own. */
    private static boolean isLong(String... words) {
        return words[0].equals("reproduce")
                && (words.length == 1
                        || Stream.of(words)
                                .anyMatch(word ->
                                        word.equals("--all") || word.equals("--out") || word.startsWith("kerberos")));
    }

    private static String[] virtual(String... words) {
        return List.of(words).contains("--virtual-time")
                ? words
                : Stream.concat(Stream.of(words), Stream.of("--virtual-time")).toArray(String[]::new);
    }

    private static void parse(String... words) {
        var line = RdpLab.line(Terminal.to(new StringWriter(), new StringWriter()), words);
        line.reader().parseArgs(line.words());
    }

    /** Not the mere name of a command in a text. */
    private static boolean isWhole(String... words) {
        try {
            parse(words);
            return true;
        } catch (CommandLine.MissingParameterException e) {
            return false;
        }
    }

    private static List<String> commands() throws IOException {
        var commands = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (Path page : pages()) {
            texts.add(Files.readString(page));
        }
        helps(RdpLab.specification(), texts);
        for (String text : texts) {
            var found = COMMAND.matcher(text.replace("\\\n", " "));
            while (found.find()) {
                var printed = found.group(1).strip();
                boolean named = List.of(words(printed)).stream()
                        .noneMatch(word -> PLACEHOLDER.matcher(word).matches());
                if (named) {
                    commands.add(printed);
                }
            }
        }
        return commands;
    }

    /** The examples below the help of a command and its subcommands; what follows two blanks is said of them. */
    private static void helps(CommandSpec command, List<String> into) {
        var footer = String.join("\n", command.usageMessage().footer()).replaceAll("\\\\\\s+", "");
        footer.lines()
                .map(line -> line.strip().split(" {2,}", 2)[0].replace("%%", "%"))
                .forEach(into::add);
        command.subcommands().values().forEach(each -> helps(each.getCommandSpec(), into));
    }

    private static List<Path> pages() throws IOException {
        try (var docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(page -> page.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static String[] words(String printed) {
        var words = new ArrayList<String>();
        var word = WORD.matcher(printed);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words.toArray(String[]::new);
    }
}

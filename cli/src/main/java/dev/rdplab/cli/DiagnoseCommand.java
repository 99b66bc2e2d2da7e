package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.logs.LogAttempt;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.export.tls.KeyLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab diagnose}: the verdict from captures and logs. */
@Command(
        name = "diagnose",
        description = "Gives a verdict for every RDP connection in a capture: where it failed, why, and what to do."
                + " Without TLS keys, the verdict rests on clear-text PDUs, record lengths, alerts and TCP behaviour.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = RdpLab.METHODS_ARE_COMMANDS,
        footer = {
            "",
            "  rdplab diagnose site.pcapng",
            "  rdplab diagnose site.pcap.gz --keylog keys.log --out ticket-4711",
            "  rdplab diagnose site.pcapng --log system.evtx --log rdpcorets.evtx",
            "  rdplab diagnose --log server-rdpcorets.evtx",
            "  tcpdump -w - port 3389 | rdplab diagnose -",
            "",
            "Exit code 0: every RDP connection completed or was already up; 1: one did not, or there was none;",
            "2: a file in no known format; 3: a file that cannot be opened.",
        })
final class DiagnoseCommand implements Callable<Integer> {

    private static final Path STDIN = Path.of("-");
    private static final int MAX_IN_FOLDER = 1_000;

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Mixin
    private EvidenceOptions evidence;

    @Mixin
    private LogOptions logOptions;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    "pcap or pcapng, also packed with gzip or zstd; - reads stdin; a folder of evidence means its captures; may be left out with --log")
    private List<Path> files = List.of();

    @Option(names = "--keylog", paramLabel = "FILE", description = "TLS secrets in the SSLKEYLOGFILE format")
    private Path keyLog;

    DiagnoseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            return logsAlone();
        }
        var keys = keys();
        var cases = new ArrayList<EvidenceCase>();
        var notes = new ArrayList<String>();
        boolean good = true;
        int connections = 0;
        var unreadable = new ArrayList<RuntimeException>();
        var all = captures();
        for (Path file : all) {
            Captures captures;
            try {
                captures = read(file, keys);
            } catch (UsageException | CannotRunException wrong) { // the others are read all the same
                unreadable.add(wrong);
                continue;
            }
            String name = file.equals(STDIN) ? "stdin" : file.getFileName().toString();
            var found = Diagnosis.of(name, captures);
            var logs = LogDiagnosis.of(found, logOptions.read(about(found)), logOptions.offset());
            var diagnoses = found.stream()
                    .map(diagnosis -> logs.of(diagnosis, logOptions.names))
                    .toList();
            if (output.json) {
                var groups = VerdictGroups.of(diagnoses);
                diagnoses.forEach(diagnosis ->
                        OutputOptions.print(terminal, DiagnosisJson.of(diagnosis, groups, logs, logOptions)));
                captures.notes().forEach(note -> terminal.err().println(note));
            } else {
                if (all.size() > 1) {
                    terminal.out().println((file.equals(all.get(0)) ? "" : "\n") + "file       " + file);
                }
                new DiagnosisText(terminal, output.paint(terminal), logs, logOptions).print(captures, diagnoses);
            }
            if (evidence.asked()) {
                String replay = replay(file);
                notes.addAll(captures.notes());
                cases.addAll(logOptions.asked() ? each(diagnoses, logs, replay) : grouped(diagnoses, logs, replay));
            }
            connections += diagnoses.size();
            good &= diagnoses.stream().allMatch(Diagnosis::good);
        }
        if (evidence.asked()) {
            var first = files.get(0);
            evidence.write(
                    terminal,
                    Evidence.of(first.toString(), replay(first), cases).notes(notes));
        }
        if (!unreadable.isEmpty()) {
            unreadable.stream().skip(1).forEach(wrong -> terminal.err().println(wrong.getMessage()));
            throw unreadable.get(0);
        }
        return good && connections > 0 ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private List<EvidenceCase> each(List<Diagnosis> diagnoses, LogDiagnosis logs, String replay) {
        return diagnoses.stream()
                .map(diagnosis -> logs.evidence(diagnosis, replay, logOptions.names))
                .toList();
    }

    /** One case stands for all connections of its verdict: a scan is no page of thousands. */
    private List<EvidenceCase> grouped(List<Diagnosis> diagnoses, LogDiagnosis logs, String replay) {
        return VerdictGroups.of(diagnoses).rows().stream()
                .map(group -> {
                    var first = logs.evidence(group.get(0), replay, logOptions.names);
                    return group.size() == 1 ? first : first.fact("stands for", VerdictGroups.told(group));
                })
                .toList();
    }

    private int logsAlone() {
        if (!logOptions.asked()) {
            throw new UsageException("give a capture, or logs with --log FILE");
        }
        var logFiles = logOptions.read(Instant.now());
        var seen = LogAttempt.of(logFiles);
        var logs = LogDiagnosis.ofAttempts(seen, logFiles);
        var attempts = logs.reached(seen);
        if (output.json) {
            attempts.forEach(attempt -> OutputOptions.print(terminal, LogsJson.of(attempt, logs, logOptions.names)));
        } else {
            var text = new LogsText(terminal, output.paint(terminal), logOptions.names);
            text.files(logs);
            if (attempts.isEmpty()) {
                text.withoutConnection(logs);
            } else {
                text.attempts(attempts, logs);
            }
        }
        evidence.write(
                terminal,
                "report.html",
                logs.page(attempts, OwnCommand.name() + " diagnose" + logOptions.given(), logOptions.names));
        boolean good = attempts.stream()
                .allMatch(attempt -> attempt.up()
                        && logs.byNumber().get(attempt.seen().number()).proven().isEmpty());
        return good && !attempts.isEmpty() ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    /** A time near that of the logs. */
    private static Instant about(List<Diagnosis> diagnoses) {
        return diagnoses.isEmpty()
                ? Instant.now()
                : DiagnosisJson.began(diagnoses.get(0).connection());
    }

    private String replay(Path file) {
        return OwnCommand.name() + " diagnose " + file + (keyLog == null ? "" : " --keylog " + keyLog)
                + logOptions.given();
    }

    private KeyLog keys() {
        if (keyLog == null) {
            return KeyLog.EMPTY;
        }
        try {
            return KeyLog.parse(new String(Files.readAllBytes(keyLog), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw cannotRead(keyLog, e);
        }
    }

    /** The files that were given, with the captures of each folder in its place. */
    private List<Path> captures() {
        var all = new ArrayList<Path>();
        for (Path each : files) {
            if (Files.isDirectory(each)) {
                all.addAll(inFolder(each));
            } else {
                all.add(each);
            }
        }
        return all;
    }

    private static List<Path> inFolder(Path folder) {
        try (var inside = Files.walk(folder, 4)) {
            var found = inside.filter(DiagnoseCommand::isCapture)
                    .sorted()
                    .limit(MAX_IN_FOLDER)
                    .toList();
            if (found.isEmpty()) {
                throw new UsageException("no capture in the folder '" + folder
                        + "'; give a pcap or pcapng file, or a folder that has one");
            }
            return found;
        } catch (IOException e) {
            throw cannotRead(folder, e);
        }
    }

    private static boolean isCapture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file) && name.matches(".*\\.(pcap|pcapng|cap|dmp)(\\.(gz|zst))?");
    }

    private static Captures read(Path file, KeyLog keys) {
        try {
            var captures = file.equals(STDIN) ? Captures.read(System.in, keys) : Captures.read(file, keys);
            if (!captures.known()) {
                throw new UsageException(
                        "cannot read '" + file + "': " + captures.notes().get(0));
            }
            return captures;
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static CannotRunException cannotRead(Path file, IOException e) {
        return new CannotRunException("cannot read '" + file + "': " + Reason.of(e));
    }
}

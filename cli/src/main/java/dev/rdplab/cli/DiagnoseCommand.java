package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.diagnosis.capture.tls.KeyLog;
import dev.rdplab.diagnosis.logs.LogAttempt;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.result.ResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab diagnose}: the verdict from somebody's capture. */
@Command(
        name = "diagnose",
        description = "The verdict for every RDP connection of a capture: where it died, why, what to do."
                + " Without keys from what is in clear, the lengths of records, alerts and TCP.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab diagnose site.pcapng",
            "  rdplab diagnose site.pcap --keylog keys.log --out ticket-4711",
            "  rdplab diagnose site.pcapng --log server-system.evtx --log server-rdpcorets.evtx",
            "  rdplab diagnose --log server-rdpcorets.evtx",
            "",
            "Exit code 0: every handshake completed; 1: one did not, or there was none.",
        })
final class DiagnoseCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Mixin
    private EvidenceOptions evidence;

    @Mixin
    private LogOptions logOptions;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "pcap or pcapng; may be left out with --log")
    private Path file;

    @Option(names = "--keylog", paramLabel = "FILE", description = "TLS secrets in the form of SSLKEYLOGFILE")
    private Path keyLog;

    DiagnoseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (file == null) {
            return logsAlone();
        }
        var captures = read();
        var found = Diagnosis.of(file.getFileName().toString(), captures);
        var logs = LogDiagnosis.of(found, logOptions.read(about(found)), logOptions.offset());
        var diagnoses = found.stream()
                .map(diagnosis -> logs.of(diagnosis, logOptions.names))
                .toList();
        if (output.json) {
            diagnoses.forEach(diagnosis -> OutputOptions.print(terminal, json(diagnosis, logs)));
            captures.notes().forEach(note -> terminal.err().println(note));
        } else {
            print(captures, diagnoses, logs);
        }
        if (evidence.asked()) {
            var replay =
                    "./rdplab diagnose " + file + (keyLog == null ? "" : " --keylog " + keyLog) + logOptions.given();
            evidence.write(
                    terminal,
                    Evidence.of(
                            file.getFileName().toString(),
                            replay,
                            diagnoses.stream()
                                    .map(diagnosis -> diagnosis.evidence(replay))
                                    .toList()));
        }
        boolean good = diagnoses.stream().allMatch(d -> d.result().asExpected());
        return good && !diagnoses.isEmpty() ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private int logsAlone() {
        if (!logOptions.asked()) {
            throw new UsageException("give a capture, or logs with --log FILE");
        }
        var files = logOptions.read(Instant.now());
        var attempts = LogAttempt.of(files);
        var logs = LogDiagnosis.ofAttempts(attempts, files);
        if (output.json) {
            attempts.forEach(attempt -> OutputOptions.print(terminal, LogsJson.of(attempt, logs, logOptions.names)));
        } else {
            var text = new LogsText(terminal, output.paint(terminal), logOptions.names);
            text.files(logs);
            if (attempts.isEmpty()) {
                terminal.out()
                        .println("no connection in the logs: none has an event 131 or an accepted connection of xrdp");
            } else {
                text.attempts(attempts, logs);
            }
        }
        boolean good = attempts.stream()
                .allMatch(attempt -> attempt.up()
                        && logs.byNumber().get(attempt.seen().number()).proven().isEmpty());
        return good && !attempts.isEmpty() ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    /** A time near that of the logs. */
    private static Instant about(List<Diagnosis> diagnoses) {
        return diagnoses.isEmpty() ? Instant.now() : began(diagnoses.get(0).connection());
    }

    private Captures read() {
        for (Path each : keyLog == null ? List.of(file) : List.of(file, keyLog)) {
            if (!Files.isReadable(each) || Files.isDirectory(each)) {
                throw new UsageException(each + " is no file that can be read");
            }
        }
        try {
            var keys = keyLog == null
                    ? KeyLog.EMPTY
                    : KeyLog.parse(new String(Files.readAllBytes(keyLog), StandardCharsets.ISO_8859_1));
            return Captures.read(file, keys);
        } catch (IOException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private void print(Captures captures, List<Diagnosis> diagnoses, LogDiagnosis logs) {
        var paint = output.paint(terminal);
        captures.notes().forEach(note -> terminal.out().println(paint.dim(note)));
        if (diagnoses.isEmpty()) {
            terminal.out().println("no connection in " + captures.packets() + " packets");
            return;
        }
        var table = new Table("#", "began", "client", "server", "tls", "stage", "ending", "mstsc shows", "ms");
        for (Diagnosis diagnosis : diagnoses) {
            var connection = diagnosis.connection();
            var result = diagnosis.result();
            var stages = result.stages();
            var last = stages.get(stages.size() - 1);
            table.row(
                    Integer.toString(connection.number()),
                    began(connection).toString(),
                    connection.clientAddress().toString(),
                    connection.serverAddress().toString(),
                    tls(connection),
                    result.client().stageWord(),
                    result.client().completed()
                            ? paint.good(EndingText.of(result.client()))
                            : paint.bad(EndingText.of(result.client())),
                    result.predictions().get(dev.rdplab.lab.Program.MSTSC).shows(),
                    EndingText.millis(last.start().plus(last.duration()).toNanos() / 1e6));
        }
        terminal.out().print(table.render(paint, terminal.outColumns()));
        var verdict = new VerdictText(terminal, paint);
        var logsText = new LogsText(terminal, paint, logOptions.names);
        logsText.files(logs);
        for (Diagnosis diagnosis : diagnoses) {
            terminal.out().println();
            terminal.out()
                    .println(paint.bold("connection " + diagnosis.connection().number())
                            + (diagnosis.connection().inferred()
                                    ? paint.dim(" (stages inferred from record lengths)")
                                    : ""));
            verdict.print(diagnosis.result());
            if (logOptions.asked()) {
                logsText.connection(logs.byNumber().get(diagnosis.connection().number()));
            }
            for (String note : diagnosis.connection().notes()) {
                terminal.out().println(Wrap.text("  note: ", "        ", note, terminal.width()));
            }
        }
    }

    private ObjectNode json(Diagnosis diagnosis, LogDiagnosis logs) {
        var connection = diagnosis.connection();
        var node = OutputOptions.object()
                .put("connection", connection.number())
                .put("began", began(connection).toString())
                .put("client", connection.clientAddress().toString())
                .put("server", connection.serverAddress().toString())
                .put("inferred", connection.inferred());
        connection.tls().ifPresent(tls -> {
            var facts = node.putObject("tls");
            tls.version().ifPresent(version -> facts.put("version", version));
            tls.cipherSuite().ifPresent(suite -> facts.put("cipherSuite", suite));
            facts.put("serverName", tls.serverName());
            facts.put("clientHelloLength", tls.clientHelloLength());
            facts.put("decrypted", tls.decrypted());
        });
        var observed = node.putArray("observed");
        connection.observed().stream().sorted().forEach(observed::add);
        var notes = node.putArray("notes");
        connection.notes().forEach(notes::add);
        if (logOptions.asked()) {
            node.set("logs", LogsJson.of(logs, logs.byNumber().get(connection.number()), logOptions.names));
        }
        node.set("result", ResultJson.of(diagnosis.result()));
        return node;
    }

    private static Instant began(Rebuilt connection) {
        return Instant.ofEpochSecond(0, connection.startNanos()).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    }

    private static String tls(Rebuilt connection) {
        return connection
                .tls()
                .map(tls -> tls.version().orElse("no answer") + (tls.decrypted() ? "" : ", encrypted"))
                .orElse("-");
    }
}

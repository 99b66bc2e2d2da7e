package dev.rdplab.cli;

import dev.rdplab.diagnosis.logs.LogAttempt;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.diagnosis.logs.LogFile;
import dev.rdplab.diagnosis.logs.LogVerdict;
import dev.rdplab.diagnosis.logs.Quote;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.rule.LogRules;
import dev.rdplab.lab.verdict.RankedCause;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What logs say, for people. */
final class LogsText {

    /** Records without a connection that are shown. */
    private static final int MOST_ALONE = 20;

    private final Terminal terminal;
    private final Paint paint;
    private final boolean names;

    LogsText(Terminal terminal, Paint paint, boolean names) {
        this.terminal = terminal;
        this.paint = paint;
        this.names = names;
    }

    /** The files that were read, and the clocks. */
    void files(LogDiagnosis logs) {
        for (LogFile file : logs.files()) {
            line(paint.dim(file.name() + ": " + file.summary()));
            file.notes().forEach(note -> line(paint.dim("  " + note)));
        }
        logs.offsets()
                .forEach((machine, offset) -> line(paint.dim(
                        "the clock of " + (names ? machine : "the log") + " is " + LogDiagnosis.clock(offset))));
    }

    /** What they say of one connection of a capture, below its verdict. */
    void connection(ConnectionLogs logs) {
        records(logs);
        logs.absences().forEach(absence -> line(Wrap.text("  note: ", "        ", absence.says(), terminal.width())));
        if (logs.joined().isEmpty() && logs.absences().isEmpty()) {
            line("  " + paint.dim("no record of the logs belongs to this connection"));
        }
    }

    private void records(ConnectionLogs logs) {
        logs.joined().ifPresent(how -> line("  " + paint.dim("log records joined by " + how)));
        if (logs.contradictory()) {
            line("  " + paint.doubtful("the log contradicts itself, so it proves nothing:"));
            logs.proofs().forEach(proof -> quote(proof.rule().says(), proof));
        }
        logs.remarks().forEach(remark -> quote(remark.rule().says(), remark));
        logs.observation().ifPresent(seen -> quote(seen.rule().says(), seen));
        logs.notes().forEach(note -> line(Wrap.text("  note: ", "        ", note, terminal.width())));
    }

    private void quote(String says, ConnectionLogs.Statement statement) {
        line(Wrap.text(
                "  log:  ", "        ", says + " (" + Quote.of(statement, names).line() + ")", terminal.width()));
    }

    /** Logs alone that show no connection: what their records say all the same. */
    void withoutConnection(LogDiagnosis logs) {
        line(Wrap.text(
                "",
                "  ",
                "no connection in the logs: none has an event 131, an accepted connection of xrdp, or a record that says"
                        + " how one ended",
                terminal.width()));
        logs.files().stream()
                .flatMap(file -> file.records().stream())
                .flatMap(record -> LogRules.known().of(record).stream()
                        .map(rule -> new ConnectionLogs.Statement(record, rule, record.time())))
                .limit(MOST_ALONE)
                .forEach(said -> quote(said.rule().says(), said));
    }

    /** Logs alone: a table of the connections that they show, then what each proves. */
    void attempts(List<LogAttempt> attempts, LogDiagnosis logs) {
        var table = new Table("#", "began", "client", "stage reached", "cause");
        for (LogAttempt attempt : attempts) {
            var said = logs.byNumber().get(attempt.seen().number());
            table.row(
                    Integer.toString(attempt.seen().number()),
                    attempt.seen().first().truncatedTo(ChronoUnit.MILLIS).toString(),
                    attempt.client(),
                    attempt.stage().word(),
                    said.proven()
                            .map(cause -> paint.bad(cause) + " (proven)")
                            .orElseGet(() -> unproven(attempt, said)));
        }
        terminal.out().print(table.render(paint, terminal.outColumns()));
        for (LogAttempt attempt : attempts) {
            var said = logs.byNumber().get(attempt.seen().number());
            line("");
            line(paint.bold("connection " + attempt.seen().number()));
            LogVerdict.causes(List.of(), said, names).forEach(this::cause);
            records(said);
        }
    }

    private String unproven(LogAttempt attempt, ConnectionLogs said) {
        return LogVerdict.causes(List.of(), said, names).stream()
                .findFirst()
                .map(cause -> "perhaps " + cause.known().id())
                .orElse(attempt.up() ? "-" : "not logged");
    }

    /** A cause that records prove, or one that they make likelier, with what speaks for it. */
    private void cause(RankedCause cause) {
        boolean proven = !cause.records().isEmpty();
        indented(proven ? "  " : "  perhaps: ", cause.known().cause() + " (" + cause.confidence() + ")");
        cause.records().forEach(record -> indented("  proof: ", record.line()));
        if (!proven) {
            cause.evidence().forEach(because -> indented("  because: ", because));
        }
        indented("  fix:   ", cause.known().fix());
    }

    private void indented(String first, String text) {
        line(Wrap.text(first, " ".repeat(first.length()), text, terminal.width()));
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}

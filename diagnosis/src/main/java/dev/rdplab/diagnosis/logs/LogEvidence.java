package dev.rdplab.diagnosis.logs;

import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs.Statement;
import dev.rdplab.diagnosis.logs.rule.AbsenceRule;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.LogReport;
import dev.rdplab.lab.evidence.LoggedMoment;
import dev.rdplab.lab.evidence.LoggedMoment.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What logs have of a connection, for its page. */
final class LogEvidence {

    private LogEvidence() {}

    static EvidenceCase add(EvidenceCase made, LogDiagnosis all, ConnectionLogs logs, boolean names) {
        all.files().forEach(file -> made.fact("log " + file.name(), file.summary()));
        logs.joined().ifPresent(how -> made.fact("log records joined by", how));
        all.offsets()
                .forEach((machine, offset) ->
                        made.fact("clock of " + (names ? machine : "the log"), LogDiagnosis.clock(offset)));
        all.files().forEach(file -> file.notes().forEach(note -> made.note(file.name() + ": " + note)));
        logs.notes().forEach(made::note);
        return made.logs(
                moments(logs, names),
                logs.absences().stream().map(AbsenceRule::says).toList());
    }

    static LogReport.Attempt of(LogAttempt attempt, ConnectionLogs logs, boolean names) {
        return new LogReport.Attempt(
                attempt.seen().number(),
                attempt.seen().first(),
                attempt.client(),
                attempt.stage().word(),
                attempt.up(),
                LogVerdict.causes(List.of(), logs, names),
                moments(logs, names));
    }

    private static List<LoggedMoment> moments(ConnectionLogs logs, boolean names) {
        var first = logs.connection().first();
        return Stream.concat(
                        logs.statements().stream().map(each -> moment(first, each, weight(logs, each), names)),
                        logs.ambiguous().stream().map(each -> moment(first, each, Weight.AMBIGUOUS, names)))
                .sorted(Comparator.comparing(LoggedMoment::at))
                .toList();
    }

    private static LoggedMoment moment(Instant first, Statement statement, Weight weight, boolean names) {
        return new LoggedMoment(
                Duration.between(first, statement.time()),
                weight,
                statement.rule().says(),
                Quote.of(statement, names));
    }

    private static Weight weight(ConnectionLogs logs, Statement statement) {
        return switch (statement.rule().effect()) {
            case PROVES -> logs.contradictory() ? Weight.CONTRADICTED : Weight.PROVES;
            case SUPPORTS -> Weight.SUPPORTS;
            case OBSERVES -> Weight.NUMBER;
            default -> Weight.NOTE;
        };
    }
}

package dev.rdplab.diagnosis.logs;

import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.join.LogJoin;
import dev.rdplab.diagnosis.logs.join.LoggedConnection;
import dev.rdplab.diagnosis.logs.rule.LogRules;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.LogReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The logs of a diagnosis, joined to its connections.
 *
 * @param files as they were read
 * @param offsets how far each machine's clock was found to be ahead of the capture's
 * @param byNumber what they say, by the number of the connection
 */
public record LogDiagnosis(List<LogFile> files, Map<String, Duration> offsets, Map<Integer, ConnectionLogs> byNumber) {

    public LogDiagnosis {
        files = List.copyOf(files);
        offsets = Map.copyOf(offsets);
        byNumber = Map.copyOf(byNumber);
    }

    /** Whether a rule may know the record. */
    public static boolean wanted(LogEntry entry) {
        return LogRules.known().providers().contains(entry.provider());
    }

    /** Joins logs to the connections of a capture. @param offset of all logs; empty to find it out */
    public static LogDiagnosis of(List<Diagnosis> diagnoses, List<LogFile> files, Optional<Duration> offset) {
        return join(diagnoses.stream().map(LogDiagnosis::logged).toList(), files, offset);
    }

    /** Logs alone: joins them to the connections that they show themselves. */
    public static LogDiagnosis ofAttempts(List<LogAttempt> attempts, List<LogFile> files) {
        return join(attempts.stream().map(LogAttempt::seen).toList(), files, Optional.of(Duration.ZERO));
    }

    /** The connections that the logs show, each at the farthest stage that a record of it needs. */
    public List<LogAttempt> reached(List<LogAttempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.reached(byNumber.get(attempt.seen().number())))
                .toList();
    }

    private static LogDiagnosis join(
            List<LoggedConnection> connections, List<LogFile> files, Optional<Duration> offset) {
        // reading the rules takes as long as a small capture
        var rules = files.isEmpty() ? new LogRules(List.of(), List.of()) : LogRules.known();
        var join = new LogJoin(connections, files, rules, offset);
        return new LogDiagnosis(
                files,
                join.offsets(),
                join.all().stream()
                        .collect(Collectors.toMap(logs -> logs.connection().number(), Function.identity())));
    }

    /** A clock beside that of the capture, in words. @param offset how far it is ahead */
    public static String clock(Duration offset) {
        return String.format(
                Locale.ROOT,
                "%.3f s %s the capture's",
                offset.abs().toNanos() / 1e9,
                offset.isNegative() ? "behind" : "ahead of");
    }

    /** The diagnosis with what the logs say of its connection. @param names whether names are shown */
    public Diagnosis of(Diagnosis diagnosis, boolean names) {
        var logs = byNumber.get(diagnosis.connection().number());
        return logs == null
                ? diagnosis
                : new Diagnosis(diagnosis.connection(), LogVerdict.of(diagnosis.result(), logs, names));
    }

    /** The evidence of a diagnosis, with the records of its connection. @param replay the command that does the same again */
    public EvidenceCase evidence(Diagnosis diagnosis, String replay, boolean names) {
        var made = diagnosis.evidence(replay);
        var logs = byNumber.get(diagnosis.connection().number());
        return files.isEmpty() || logs == null ? made : LogEvidence.add(made, this, logs, names);
    }

    /** The page of connections that only these logs show. @param command that was given */
    public String page(List<LogAttempt> attempts, String command, boolean names) {
        return LogReport.of(
                "Connections in the logs",
                command,
                files.stream().map(file -> file.name() + ": " + file.summary()).toList(),
                attempts.stream()
                        .map(attempt -> LogEvidence.of(
                                attempt, byNumber.get(attempt.seen().number()), names))
                        .toList());
    }

    private static LoggedConnection logged(Diagnosis diagnosis) {
        var connection = diagnosis.connection();
        var ended = diagnosis.result().client();
        var end =
                ended.ending().word().replaceFirst("^closed-.*", "closed"); // FIN or RST is a matter of who was faster
        long last = connection
                .tcp()
                .map(tcp -> tcp.lastNanos())
                .orElseGet(() -> connection.startNanos()
                        + connection.client().events().stream()
                                .mapToLong(event -> event.nanos())
                                .max()
                                .orElse(0));
        return new LoggedConnection(
                connection.number(),
                connection.clientAddress().host(),
                connection.clientAddress().port(),
                Instant.ofEpochSecond(0, connection.startNanos()),
                Instant.ofEpochSecond(0, last),
                Optional.ofNullable(ended.stage()),
                connection.serverAddress() + " " + ended.stageWord() + " " + end + " " + ended.code());
    }
}

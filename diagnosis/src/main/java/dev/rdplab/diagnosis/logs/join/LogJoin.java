package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.LogFile;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs.Statement;
import dev.rdplab.diagnosis.logs.rule.AbsenceRule;
import dev.rdplab.diagnosis.logs.rule.LogRule;
import dev.rdplab.diagnosis.logs.rule.LogRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of all logs, and the connections of a capture that they belong to. */
public final class LogJoin {

    /** How far a record may lie from its connection. */
    public static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The least of it where the clocks are known to differ by less. */
    private static final Duration NARROW = Duration.ofMillis(250);

    /** How far from a connection an event 131 of the same client may lie and still cast doubt on the clocks. */
    private static final Duration DOUBT = Duration.ofMinutes(10);

    private final List<LoggedConnection> connections;
    private final List<LogFile> logs;
    private final LogRules rules;
    private final LogClocks clocks;
    private final AcceptedConnections accepted;
    private final ClientRuns clientRuns;
    private final List<Statement> statements = new ArrayList<>();

    /** @param offset how far the logs' clocks are ahead of the capture's; empty to find out */
    public LogJoin(List<LoggedConnection> connections, List<LogFile> logs, LogRules rules, Optional<Duration> offset) {
        this.connections = List.copyOf(connections);
        this.logs = List.copyOf(logs);
        this.rules = rules;
        var records = distinct(logs);
        var accepts = records.stream()
                .filter(record -> rules.of(record)
                        .filter(rule -> rule.effect() == LogRule.Effect.ACCEPTS)
                        .isPresent())
                .toList();
        this.clocks = new LogClocks(offset, connections, accepts);
        this.accepted = new AcceptedConnections(connections, records, accepts, clocks);
        this.clientRuns = new ClientRuns(connections, records, clocks);
        for (LogEntry record : records) {
            rules.of(record)
                    .filter(rule -> accepted.counts(record))
                    .ifPresent(rule -> statements.add(new Statement(record, rule, clocks.time(record))));
        }
        statements.sort(Comparator.comparing(Statement::time));
    }

    /** The same record may be in two files, such as an export as XML and one as .evtx. */
    private static List<LogEntry> distinct(List<LogFile> logs) {
        var seen = new HashSet<List<Object>>();
        return logs.stream()
                .flatMap(log -> log.records().stream())
                .filter(record -> record.id() == 0
                        || seen.add(List.of(record.computer(), record.channel(), record.record(), record.time())))
                .toList();
    }

    /** Offsets that were found, by machine. */
    public Map<String, Duration> offsets() {
        return clocks.found();
    }

    /** One for each connection, in their order. */
    public List<ConnectionLogs> all() {
        return connections.stream().map(this::of).toList();
    }

    private ConnectionLogs of(LoggedConnection connection) {
        var mine = new ArrayList<Statement>();
        var ambiguous = new ArrayList<Statement>();
        for (Statement statement : statements) {
            if (!fits(statement, connection)) {
                continue;
            }
            if (alone(statement, connection)) {
                mine.add(statement);
            } else {
                ambiguous.add(statement);
            }
        }
        var notes = new ArrayList<String>();
        if (ambiguous.stream().anyMatch(s -> s.does(LogRule.Effect.PROVES))) {
            notes.add("a record of the log fits more than one connection, so it proves nothing");
        }
        return new ConnectionLogs(
                connection,
                joined(connection, mine),
                mine,
                rules.absences().stream()
                        .filter(rule -> absent(rule, connection))
                        .toList(),
                ambiguous,
                notes);
    }

    private Optional<String> joined(LoggedConnection connection, List<Statement> mine) {
        return accepted.how(connection).or(() -> mine.isEmpty() ? Optional.empty() : Optional.of("time"));
    }

    /** Whether the record can belong to the connection. */
    private boolean fits(Statement statement, LoggedConnection connection) {
        var record = statement.record();
        if (accepted.owner(record).isPresent()) {
            return accepted.owner(record).get() == connection;
        }
        if (clientRuns.knows(record)) {
            return clientRuns.last(record).filter(last -> last == connection).isPresent();
        }
        if (statement.rule().join() == LogRule.Join.ACTIVITY
                        && !record.activity().isEmpty()
                || !within(statement, connection)
                || accepted.otherSession(record, connection)) {
            return false;
        }
        var address = Address.of(record);
        return statement.rule().join() != LogRule.Join.ADDRESS
                || address.isEmpty()
                || accepted.isClient(address.get(), connection);
    }

    private boolean within(Statement statement, LoggedConnection connection) {
        boolean toTheSecond = statement.record().id() == 0;
        var before = clocks.offset(statement.record()).isPresent() && !toTheSecond ? NARROW : TOLERANCE;
        return !statement.time().isBefore(connection.first().minus(before))
                && !statement.time().isAfter(connection.last().plus(TOLERANCE));
    }

    /** Whether no other connection, of the capture or of the log, fits as well. */
    private boolean alone(Statement statement, LoggedConnection connection) {
        if (accepted.owner(statement.record()).isPresent() || clientRuns.knows(statement.record())) {
            return true;
        }
        if (connections.stream().anyMatch(other -> other != connection && fits(statement, other))) {
            return false;
        }
        boolean byAddress = statement.rule().join() == LogRule.Join.ADDRESS
                && Address.of(statement.record()).isPresent();
        return byAddress || !accepted.foreignAt(statement.time());
    }

    private boolean absent(AbsenceRule rule, LoggedConnection connection) {
        if (accepted.how(connection).isPresent() && rule.ids().contains(AcceptedConnections.EVENT)) {
            return false;
        }
        return logs.stream().anyMatch(log -> covers(log, rule, connection)) && none(rule, connection);
    }

    /** The log's own clock decides: it is that of any of its records. */
    private boolean covers(LogFile log, AbsenceRule rule, LoggedConnection connection) {
        var span = log.covered().get(rule.channel());
        var offset = log.records().stream().findFirst().flatMap(clocks::offset).orElse(Duration.ZERO);
        return span != null
                && span.covers(
                        connection.first().plus(offset), connection.last().plus(offset));
    }

    private boolean none(AbsenceRule rule, LoggedConnection connection) {
        return logs.stream().flatMap(log -> log.records().stream()).noneMatch(record -> {
            if (!rule.ids().contains(record.id()) || !rule.provider().equalsIgnoreCase(record.provider())) {
                return false;
            }
            var address = Address.of(record);
            boolean client = address.isEmpty() || accepted.isClient(address.get(), connection);
            boolean anyClient = rule.ids().contains(AcceptedConnections.EVENT);
            var near = distance(clocks.time(record), connection);
            return near.compareTo(TOLERANCE) <= 0 && (client || anyClient && !accepted.isJoined(record))
                    || anyClient
                            && sameHost(address, connection)
                            && !accepted.isJoined(record)
                            && near.compareTo(DOUBT) <= 0;
        });
    }

    private static boolean sameHost(Optional<Address> address, LoggedConnection connection) {
        return address.isPresent() && address.get().ip().equals(Address.plain(connection.address()));
    }

    private static Duration distance(Instant time, LoggedConnection connection) {
        if (time.isBefore(connection.first())) {
            return Duration.between(time, connection.first());
        }
        return time.isAfter(connection.last()) ? Duration.between(connection.last(), time) : Duration.ZERO;
    }
}

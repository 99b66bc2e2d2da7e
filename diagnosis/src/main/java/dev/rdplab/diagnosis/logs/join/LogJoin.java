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
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of all logs, and the connections of a capture that they belong to. */
public final class LogJoin {

    /** How far a record may lie from its connection. */
    public static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The least of it where the clocks are known to differ by less. */
    private static final Duration NARROW = Duration.ofMillis(250);

    /** Times of text logs are whole seconds, or are not more exact than that. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How far from a connection an event 131 of the same client may lie and still cast doubt on the clocks. */
    private static final Duration DOUBT = Duration.ofMinutes(10);

    private final List<LoggedConnection> connections;
    private final List<LogFile> logs;
    private final LogRules rules;
    private final LogClocks clocks;
    private final AcceptedConnections accepted;
    private final ClientRuns clientRuns;
    private final LineOrder order;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<LoggedConnection, List<Statement>> belonging = new HashMap<>();
    private final Map<LoggedConnection, List<Statement>> ambiguous = new HashMap<>();

    /** @param offset how far the logs' clocks are ahead of the capture's; empty to find out */
    public LogJoin(List<LoggedConnection> connections, List<LogFile> logs, LogRules rules, Optional<Duration> offset) {
        this.connections = List.copyOf(connections);
        this.logs = List.copyOf(logs);
        this.rules = rules;
        var records = distinct(logs);
        var accepts = records.stream()
                .filter(record -> does(record, LogRule.Effect.ACCEPTS))
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
        this.order =
                new LineOrder(records, accepts::contains, record -> does(record, LogRule.Effect.ENDS), this::isOver);
        assign();
    }

    private boolean does(LogEntry record, LogRule.Effect effect) {
        return rules.of(record).filter(rule -> rule.effect() == effect).isPresent();
    }

    private boolean isOver(LogEntry accept, LogEntry later) {
        var before = accepted.owner(accept);
        var after = accepted.owner(later);
        return before.isPresent()
                && after.isPresent()
                && before.get().last().isBefore(after.get().first());
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
        var mine = belonging.getOrDefault(connection, List.of()).stream()
                .sorted(Comparator.comparing(Statement::time))
                .toList();
        var shared = ambiguous.getOrDefault(connection, List.of());
        var notes = shared.stream().anyMatch(s -> s.does(LogRule.Effect.PROVES))
                ? List.of("a record of the log fits more than one connection, so it proves nothing")
                : List.<String>of();
        return new ConnectionLogs(
                connection,
                joined(connection, mine),
                mine,
                rules.absences().stream()
                        .filter(rule -> absent(rule, connection))
                        .toList(),
                shared,
                notes);
    }

    /** Brings each record to its connection, or to all that it fits. */
    private void assign() {
        var fitting = new IdentityHashMap<Statement, List<LoggedConnection>>();
        var byRule = new LinkedHashMap<LogRule, List<Statement>>();
        for (Statement statement : statements) {
            var fits = nearest(
                    statement,
                    connections.stream().filter(c -> fits(statement, c)).toList());
            if (fits.isEmpty()) {
                continue;
            }
            if (isCertain(statement.record())) {
                add(belonging, fits.get(0), statement);
            } else if (foreign(statement)) {
                fits.forEach(connection -> add(ambiguous, connection, statement));
            } else {
                fitting.put(statement, fits);
                byRule.computeIfAbsent(statement.rule(), any -> new ArrayList<>())
                        .add(statement);
            }
        }
        byRule.values().forEach(records -> SharedRecords.groups(records, fitting::get)
                .forEach(group -> share(group, fitting)));
    }

    private void share(SharedRecords group, Map<Statement, List<LoggedConnection>> fitting) {
        boolean oneForEach = group.oneForEach();
        for (int i = 0; i < group.records().size(); i++) {
            var statement = group.records().get(i);
            var fits = fitting.get(statement);
            if (fits.size() == 1) {
                add(belonging, fits.get(0), statement);
            } else if (oneForEach && fits.contains(group.owner(i))) {
                add(belonging, group.owner(i), statement);
            } else {
                fits.forEach(connection -> add(ambiguous, connection, statement));
            }
        }
    }

    private static void add(
            Map<LoggedConnection, List<Statement>> to, LoggedConnection connection, Statement statement) {
        to.computeIfAbsent(connection, any -> new ArrayList<>()).add(statement);
    }

    /** Where the clock is known, a record that lies in the time of one connection is not about one that ended before. */
    private List<LoggedConnection> nearest(Statement statement, List<LoggedConnection> fits) {
        if (fits.size() < 2 || clocks.offset(statement.record()).isEmpty()) {
            return fits;
        }
        var to = statement.record().id() == 0 ? statement.time().plus(SECOND) : statement.time();
        var during = fits.stream()
                .filter(c -> !to.isBefore(c.first().minus(NARROW))
                        && !statement.time().isAfter(c.last().plus(NARROW)))
                .toList();
        return during.size() == 1 ? during : fits;
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
        var accept = order.accept(record);
        if (accept.flatMap(accepted::owner).isPresent()) {
            return accepted.owner(accept.get()).get() == connection;
        }
        if (accept.isPresent() && sameHost(Address.of(accept.get()), connection)
                || statement.rule().reached().isPresent()
                        && connection.reached().isPresent()
                        && connection
                                        .reached()
                                        .get()
                                        .compareTo(statement.rule().reached().get())
                                < 0) {
            return false;
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

    /** Whether something other than the time says which connection the record belongs to. */
    private boolean isCertain(LogEntry record) {
        return accepted.owner(record).isPresent()
                || clientRuns.knows(record)
                || order.accept(record).flatMap(accepted::owner).isPresent();
    }

    /** Whether a connection that only the log shows fits as well. */
    private boolean foreign(Statement statement) {
        boolean byAddress = statement.rule().join() == LogRule.Join.ADDRESS
                && Address.of(statement.record()).isPresent();
        return !byAddress && accepted.foreignAt(statement.time());
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

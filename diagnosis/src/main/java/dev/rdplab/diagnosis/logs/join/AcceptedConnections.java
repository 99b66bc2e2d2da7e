package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.LogFile.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connections that the server's log says it accepted, and which of the capture they are. */
final class AcceptedConnections {

    /** RdpCoreTS: the server accepted a connection. */
    static final int EVENT = 131;

    private static final String SESSION_FIELD = "SessionID";
    private static final String DISCONNECTED = "OnDisconnected";
    private static final String ERROR_INFO = "SetErrorInfo";

    /** A record of an accepted connection lies this near to its SYN, when the clocks are right. */
    private static final Duration NEAR = Duration.ofSeconds(2);

    private final LogClocks clocks;
    private final Map<String, LoggedConnection> byActivity = new HashMap<>();
    private final Map<LogEntry, LoggedConnection> byRecord = new IdentityHashMap<>();
    private final Map<LoggedConnection, String> how = new IdentityHashMap<>();
    private final Map<LoggedConnection, Address> alias = new IdentityHashMap<>();
    private final Map<LoggedConnection, String> session = new IdentityHashMap<>();
    private final List<Span> foreign = new ArrayList<>();
    private final Set<LogEntry> afterwards = Collections.newSetFromMap(new IdentityHashMap<>());

    AcceptedConnections(
            List<LoggedConnection> connections, List<LogEntry> records, List<LogEntry> accepts, LogClocks clocks) {
        this.clocks = clocks;
        var left = new ArrayList<>(accepts);
        connections.forEach(connection -> byPort(connection, left));
        connections.forEach(connection -> byTime(connection, connections, left));
        foreign(left, records);
        sessions(records);
        afterwards(records);
    }

    /** The connection that the record certainly belongs to: by its ActivityID, or because it is its accept record. */
    Optional<LoggedConnection> owner(LogEntry record) {
        return Optional.ofNullable(byRecord.get(record))
                .or(() -> Optional.ofNullable(byActivity.get(record.activity())));
    }

    /** How a connection was found in the log. */
    Optional<String> how(LoggedConnection connection) {
        return Optional.ofNullable(how.get(connection));
    }

    boolean isJoined(LogEntry accept) {
        return byRecord.containsKey(accept);
    }

    /** Whether the address is that of the client, as the capture or the server saw it. */
    boolean isClient(Address address, LoggedConnection connection) {
        var seen = alias.get(connection);
        return address.isOf(connection)
                || seen != null
                        && seen.ip().equals(address.ip())
                        && (address.port() == 0 || seen.port() == address.port());
    }

    /** Whether the log has a connection at that time that the capture does not show. */
    boolean foreignAt(Instant time) {
        return foreign.stream()
                .anyMatch(span -> !time.isBefore(span.first())
                        && !time.isAfter(span.last().plus(LogJoin.TOLERANCE)));
    }

    /** Whether the record is about another session than the connection's. */
    boolean otherSession(LogEntry record, LoggedConnection connection) {
        var mine = session.get(connection);
        var theirs = record.field("Session").or(() -> record.field(SESSION_FIELD));
        return mine != null && theirs.isPresent() && !theirs.get().equals(mine);
    }

    /** False for an errorInfo that was set after the socket was gone: it was never sent. */
    boolean counts(LogEntry record) {
        return !afterwards.contains(record);
    }

    private void byPort(LoggedConnection connection, List<LogEntry> accepts) {
        take(
                connection,
                accepts,
                accepts.stream()
                        .filter(accept -> Address.of(accept)
                                .filter(a -> a.port() != 0 && a.isOf(connection))
                                .isPresent())
                        .filter(accept -> distance(accept, connection).compareTo(NEAR) <= 0)
                        .toList(),
                "address and port");
    }

    /** Behind address translation the address differs: then time must do, and only where nothing else fits. */
    private void byTime(LoggedConnection connection, List<LoggedConnection> all, List<LogEntry> accepts) {
        if (how.containsKey(connection)
                || all.stream().anyMatch(other -> other != connection && overlap(other, connection))) {
            return;
        }
        var near = accepts.stream()
                .filter(accept -> distance(accept, connection).compareTo(NEAR) <= 0)
                .toList();
        if (near.size() == 1 && near.stream().noneMatch(accept -> sameHost(accept, connection))) {
            take(connection, accepts, near, "time (the server saw another address)");
        }
    }

    private static boolean sameHost(LogEntry accept, LoggedConnection connection) {
        return Address.of(accept)
                .filter(a -> a.ip().equals(Address.plain(connection.address())))
                .isPresent();
    }

    private static boolean overlap(LoggedConnection one, LoggedConnection other) {
        return !one.first().isAfter(other.last().plus(NEAR))
                && !other.first().isAfter(one.last().plus(NEAR));
    }

    private void take(LoggedConnection connection, List<LogEntry> accepts, List<LogEntry> found, String by) {
        if (found.isEmpty()) {
            return;
        }
        for (LogEntry accept : found) {
            byRecord.put(accept, connection);
            if (!accept.activity().isEmpty()) {
                byActivity.put(accept.activity(), connection);
            }
        }
        how.put(connection, by);
        Address.of(found.get(0)).ifPresent(address -> alias.put(connection, address));
        accepts.removeIf(byRecord::containsKey);
    }

    private Duration distance(LogEntry accept, LoggedConnection connection) {
        return Duration.between(connection.first(), clocks.time(accept)).abs();
    }

    private void foreign(List<LogEntry> left, List<LogEntry> records) {
        var spans = new HashMap<String, Span>();
        for (LogEntry accept : left) {
            var time = clocks.time(accept);
            if (accept.activity().isEmpty()) {
                foreign.add(new Span(time, time));
            } else {
                spans.put(accept.activity(), new Span(time, time));
            }
        }
        for (LogEntry record : records) {
            spans.computeIfPresent(record.activity(), (activity, span) -> {
                var time = clocks.time(record);
                return time.isAfter(span.last()) ? new Span(span.first(), time) : span;
            });
        }
        foreign.addAll(spans.values());
    }

    private void sessions(List<LogEntry> records) {
        for (LogEntry record : records) {
            owner(record)
                    .ifPresent(connection -> record.field(SESSION_FIELD).ifPresent(id -> session.put(connection, id)));
        }
    }

    private void afterwards(List<LogEntry> records) {
        var gone = new HashSet<String>();
        var inOrder = new ArrayList<>(records);
        inOrder.sort(Comparator.comparing(LogEntry::time).thenComparing(LogEntry::record));
        for (LogEntry record : inOrder) {
            var method = record.field("MethodName").orElse("");
            if (record.activity().isEmpty()) {
                continue;
            }
            if (method.startsWith(DISCONNECTED)) {
                gone.add(record.activity());
            } else if (method.startsWith(ERROR_INFO) && gone.contains(record.activity())) {
                afterwards.add(record);
            }
        }
    }
}

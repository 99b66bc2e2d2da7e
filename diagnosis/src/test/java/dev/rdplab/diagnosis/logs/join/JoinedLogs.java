package dev.rdplab.diagnosis.logs.join;

import static dev.rdplab.diagnosis.logs.Events.SECURITY;
import static dev.rdplab.diagnosis.logs.Events.event;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.LogFile;
import dev.rdplab.diagnosis.logs.rule.LogRules;
import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection, records of the time around it, and what joining them gives. */
abstract class JoinedLogs {

    static final Instant T = Instant.parse("2026-11-22T09:30:00Z");
    static final LoggedConnection CONNECTION = new LoggedConnection(1, "192.0.2.17", 51044, T, T.plusMillis(600));
    static final String ACTIVITY = "11111111-0000-0000-0000-000000000000";

    static LogEntry unreadableKey(Instant time) {
        return event("Schannel", 36870, time, "", Map.of("Type", "server", "ErrorCode", "0x8009030D"));
    }

    static LogEntry wrongPassword(Instant time, String address, String port) {
        return event(
                SECURITY,
                4625,
                time,
                "",
                Map.of("SubStatus", "0xc000006a", "Status", "0xc000006d", "IpAddress", address, "IpPort", port));
    }

    static ConnectionLogs join(List<LoggedConnection> connections, Duration offset, LogEntry... entries) {
        return new LogJoin(connections, List.of(file(entries)), LogRules.known(), Optional.ofNullable(offset))
                .all()
                .get(0);
    }

    static LogFile file(LogEntry... entries) {
        var covered = new HashMap<String, LogFile.Span>();
        for (LogEntry entry : entries) {
            covered.merge(
                    entry.channel(),
                    new LogFile.Span(entry.time(), entry.time()),
                    (a, b) -> new LogFile.Span(
                            a.first().isBefore(b.first()) ? a.first() : b.first(),
                            a.last().isAfter(b.last()) ? a.last() : b.last()));
        }
        return new LogFile("server.xml", "XML", entries.length, List.of(entries), covered, List.of());
    }

    static ConnectionLogs join(LogEntry... entries) {
        return join(List.of(CONNECTION), null, entries);
    }

    static LogEntry client(int id, Instant time, Map<String, String> fields) {
        return event("Microsoft-Windows-TerminalServices-ClientActiveXCore", id, time, "c1", fields);
    }

    static LoggedConnection ended(int number, String address, Instant first, Stage stage, String end) {
        return new LoggedConnection(
                number, address, 51043 + number, first, first.plusMillis(300), Optional.of(stage), end);
    }

    static List<Optional<String>> proven(List<LoggedConnection> connections, LogEntry... entries) {
        return new LogJoin(connections, List.of(file(entries)), LogRules.known(), Optional.empty())
                .all().stream().map(ConnectionLogs::proven).toList();
    }

    static LogEntry xrdp(int line, Instant time, String message) {
        var fields = message.startsWith("Socket")
                ? Map.of("message", message, "ClientIP", "192.0.2.17:" + message.substring(message.length() - 5))
                : Map.of("message", message);
        return new LogEntry("xrdp.log", line, time, "xrdp log", "xrdp", 0, "", "", fields);
    }
}

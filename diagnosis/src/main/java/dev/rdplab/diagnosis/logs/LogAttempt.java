package dev.rdplab.diagnosis.logs;

import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.diagnosis.logs.join.LoggedConnection;
import dev.rdplab.protocol.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A connection that only logs show.
 *
 * @param seen its address and times, by the log's clock
 * @param stage the farthest stage that its events show, a lower bound: TLS and CredSSP leave no event
 * @param up whether the session came up
 */
public record LogAttempt(LoggedConnection seen, Stage stage, boolean up) {

    /** RdpCoreTS: the user name or password was wrong, within NLA. */
    private static final int WRONG_LOGON = 140;

    /** What an event of RdpCoreTS says of the stage, in the order of the connection. */
    private static final Map<String, Stage> METHODS = methods();

    private static Map<String, Stage> methods() {
        var methods = new LinkedHashMap<String, Stage>();
        methods.put("PrepareForAccept", Stage.X224);
        methods.put("SendPolicyData", Stage.X224);
        methods.put("OnStartLicensing", Stage.LICENSING);
        methods.put("AcceptConnection", Stage.CAPABILITIES);
        methods.put("SendClientLicense", Stage.CAPABILITIES);
        methods.put("ProtocolComplete", Stage.ACTIVE);
        methods.put("OnConnected", Stage.ACTIVE);
        methods.put("OnReady", Stage.ACTIVE);
        return methods;
    }

    /** The connections that the servers' logs show, in the order of time. */
    public static List<LogAttempt> of(List<LogFile> logs) {
        var entries = logs.stream().flatMap(log -> log.records().stream()).toList();
        var byActivity = entries.stream().collect(Collectors.groupingBy(LogEntry::activity));
        var attempts = new ArrayList<LogAttempt>();
        var seen = new HashSet<String>();
        for (LogEntry entry : entries) {
            var client = entry.field("ClientIP");
            boolean accepted = client.isPresent()
                    && (entry.id() == 0
                            || entry.id() == 131
                                    && entry.field("ConnType")
                                            .filter("TCP"::equals)
                                            .isPresent());
            if (accepted && seen.add(entry.computer() + entry.time() + client.get())) {
                var mine = entry.activity().isEmpty() ? List.<LogEntry>of() : byActivity.get(entry.activity());
                attempts.add(attempt(entry, client.get(), mine));
            }
        }
        if (attempts.isEmpty()) {
            attempts.addAll(Traces.of(entries));
        }
        attempts.sort(Comparator.comparing(attempt -> attempt.seen.first()));
        var numbered = new ArrayList<LogAttempt>();
        for (LogAttempt each : attempts) {
            numbered.add(each.numbered(numbered.size() + 1));
        }
        return numbered;
    }

    /** The client as {@code address:port}; {@code unknown} where no record names it. */
    public String client() {
        String address = seen.address().contains(":") ? "[" + seen.address() + "]" : seen.address();
        return address.isEmpty() ? "unknown" : seen.port() == 0 ? address : address + ":" + seen.port();
    }

    /** The same, at the farthest stage that a record of it needs. @param logs what they say of it */
    LogAttempt reached(ConnectionLogs logs) {
        var farthest = logs.statements().stream()
                .flatMap(statement -> statement.rule().reached().stream())
                .reduce(stage, (one, other) -> one.compareTo(other) >= 0 ? one : other);
        return new LogAttempt(seen, farthest, up || farthest == Stage.ACTIVE);
    }

    private LogAttempt numbered(int number) {
        return new LogAttempt(
                new LoggedConnection(number, seen.address(), seen.port(), seen.first(), seen.last()), stage, up);
    }

    private static LogAttempt attempt(LogEntry accepted, String client, List<LogEntry> entries) {
        Instant last = accepted.time();
        Stage stage = Stage.CONNECT;
        for (LogEntry entry : entries) {
            last = entry.time().isAfter(last) ? entry.time() : last;
            var reached = stage(entry);
            stage = reached.filter(each -> each.compareTo(Stage.CONNECT) > 0).isPresent()
                            && reached.get().compareTo(stage) > 0
                    ? reached.get()
                    : stage;
        }
        int colon = client.lastIndexOf(':');
        return new LogAttempt(
                new LoggedConnection(
                        0,
                        client.substring(0, colon).replace("[", "").replace("]", ""),
                        Integer.parseInt(client.substring(colon + 1)),
                        accepted.time(),
                        last),
                stage,
                stage == Stage.ACTIVE);
    }

    private static Optional<Stage> stage(LogEntry entry) {
        if (entry.id() == WRONG_LOGON && entry.field("IPString").isPresent()) {
            return Optional.of(Stage.CREDSSP);
        }
        return entry.field("MethodName").flatMap(name -> METHODS.entrySet().stream()
                .filter(method -> name.startsWith(method.getKey()))
                .map(Map.Entry::getValue)
                .findFirst());
    }
}

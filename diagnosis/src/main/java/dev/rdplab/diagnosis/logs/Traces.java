package dev.rdplab.diagnosis.logs;

import dev.rdplab.diagnosis.logs.join.Address;
import dev.rdplab.diagnosis.logs.join.LogJoin;
import dev.rdplab.diagnosis.logs.join.LoggedConnection;
import dev.rdplab.diagnosis.logs.rule.LogRule;
import dev.rdplab.diagnosis.logs.rule.LogRules;
import dev.rdplab.protocol.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Connections of which only the record of their end is left, in logs that have no accepted connection: the Security log alone, the
 * client's log, the journal, a KDC's log. Records of one client that are at most {@link LogJoin#TOLERANCE} apart are one connection.
 */
final class Traces {

    private static final Set<LogRule.Effect> TELLING =
            Set.of(LogRule.Effect.PROVES, LogRule.Effect.SUPPORTS, LogRule.Effect.OBSERVES);

    /** Programs whose every record that a rule knows is about the end of a connection. */
    private static final Set<String> ENDINGS = Set.of("FreeRDP", "IronRDP", "guacd", "gnome-remote-desktop");

    private Traces() {}

    /** The connections, without numbers. */
    static List<LogAttempt> of(List<LogEntry> entries) {
        var telling = entries.stream()
                .filter(Traces::tells)
                .sorted(Comparator.comparing(LogEntry::time))
                .toList();
        var traces = new ArrayList<List<LogEntry>>();
        for (LogEntry entry : telling) {
            traces.stream()
                    .filter(trace -> belongs(entry, trace))
                    .findFirst()
                    .ifPresentOrElse(trace -> trace.add(entry), () -> traces.add(new ArrayList<>(List.of(entry))));
        }
        return traces.stream().map(Traces::attempt).toList();
    }

    /** A program's own error is the end of a connection, even where it speaks for no cause. */
    private static boolean tells(LogEntry entry) {
        boolean end = ENDINGS.contains(entry.provider());
        return LogRules.known()
                .of(entry)
                .map(LogRule::effect)
                .filter(effect -> TELLING.contains(effect) || end)
                .isPresent();
    }

    private static boolean belongs(LogEntry entry, List<LogEntry> trace) {
        var last = trace.get(trace.size() - 1).time();
        var before = address(trace);
        var mine = Address.of(entry);
        return !entry.time().isAfter(last.plus(LogJoin.TOLERANCE))
                && (mine.isEmpty() || before.isEmpty() || mine.equals(before));
    }

    private static Optional<Address> address(List<LogEntry> trace) {
        return trace.stream().flatMap(entry -> Address.of(entry).stream()).findFirst();
    }

    private static LogAttempt attempt(List<LogEntry> trace) {
        Instant first = trace.get(0).time();
        Instant last = trace.get(trace.size() - 1).time();
        var address = address(trace);
        var seen = new LoggedConnection(
                0,
                address.map(Address::ip).orElse(""),
                address.map(Address::port).orElse(0),
                first,
                last);
        var stage =
                trace.stream().map(Traces::stage).max(Comparator.naturalOrder()).orElse(Stage.CONNECT);
        return new LogAttempt(seen, stage, false);
    }

    /** The stage that must have been reached for such a record to be written. */
    private static Stage stage(LogEntry entry) {
        return switch (entry.provider()) {
            case "Schannel" -> Stage.TLS;
            case "Microsoft-Windows-Security-Auditing" -> Stage.CREDSSP;
            case "Microsoft-Windows-TerminalServices-LocalSessionManager" -> Stage.ACTIVE;
            case "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS" ->
                entry.id() == 140 ? Stage.CREDSSP : Stage.CONNECT;
            default -> Stage.CONNECT;
        };
    }
}

package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.LogFile.Span;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of mstsc that its own log shows: events of one ActivityID, from 1024 to 1026. A run makes one connection or
 * several; its disconnect reason is that of the last.
 */
final class ClientRuns {

    private static final String PROVIDER = "Microsoft-Windows-TerminalServices-ClientActiveXCore";

    private final List<LoggedConnection> connections;
    private final Map<String, Span> runs = new HashMap<>();

    ClientRuns(List<LoggedConnection> connections, List<LogEntry> records, LogClocks clocks) {
        this.connections = connections;
        for (LogEntry record : records) {
            if (record.provider().equalsIgnoreCase(PROVIDER)
                    && !record.activity().isEmpty()) {
                var time = clocks.time(record);
                runs.merge(
                        record.activity(),
                        new Span(time, time),
                        (span, one) -> new Span(
                                one.first().isBefore(span.first()) ? one.first() : span.first(),
                                one.last().isAfter(span.last()) ? one.last() : span.last()));
            }
        }
    }

    /** Whether the record is part of a run. */
    boolean knows(LogEntry record) {
        return record.provider().equalsIgnoreCase(PROVIDER) && runs.containsKey(record.activity());
    }

    /** The last connection that began during the run of the record. */
    Optional<LoggedConnection> last(LogEntry record) {
        var run = runs.get(record.activity());
        return connections.stream()
                .filter(connection -> !connection.first().isBefore(run.first().minus(LogJoin.TOLERANCE))
                        && !connection.first().isAfter(run.last()))
                .max(Comparator.comparing(LoggedConnection::first));
    }
}

package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Text logs in which a line names the client when its connection is accepted, and the lines after it do not: a line belongs to the
 * connection that was accepted before it, as long as that is the only one that is open.
 */
final class LineOrder {

    private final Map<LogEntry, LogEntry> accepts = new IdentityHashMap<>();

    /**
     * @param accepted whether a line is about an accepted connection
     * @param ended whether a line is the last of a connection
     * @param over whether the connection of the first line had ended before that of the second began
     */
    LineOrder(
            List<LogEntry> records,
            Predicate<LogEntry> accepted,
            Predicate<LogEntry> ended,
            BiPredicate<LogEntry, LogEntry> over) {
        var lines = records.stream()
                .filter(record -> record.id() == 0)
                .sorted(Comparator.comparing(LogEntry::file).thenComparing(LogEntry::record))
                .toList();
        var open = new ArrayList<LogEntry>();
        String file = "";
        int ends = 0;
        for (LogEntry line : lines) {
            if (!line.file().equals(file)) {
                file = line.file();
                open.clear();
                ends = 0;
            }
            if (accepted.test(line)) {
                open.removeIf(before -> over.test(before, line));
                open.add(line);
            } else if (!open.isEmpty()) {
                if (open.size() == 1 && open.get(0).provider().equals(line.provider())) {
                    accepts.put(line, open.get(0));
                }
                ends += ended.test(line) ? 1 : 0;
                if (ends >= open.size()) {
                    open.clear();
                    ends = 0;
                }
            }
        }
    }

    /** The line that accepted the connection of this one. */
    Optional<LogEntry> accept(LogEntry line) {
        return Optional.ofNullable(accepts.get(line));
    }
}

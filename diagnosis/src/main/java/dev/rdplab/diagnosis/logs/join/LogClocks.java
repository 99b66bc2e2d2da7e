package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far the clock of each log is ahead of the capture's. */
final class LogClocks {

    private final Optional<Duration> given;
    private final Map<String, Duration> found = new HashMap<>();

    /**
     * @param given by the user, for all logs
     * @param accepts the records of accepted connections: one with the address and port of a connection shows its clock
     */
    LogClocks(Optional<Duration> given, List<LoggedConnection> connections, List<LogEntry> accepts) {
        this.given = given;
        if (given.isPresent()) {
            return;
        }
        var differences = new HashMap<String, List<Duration>>();
        for (LoggedConnection connection : connections) {
            var nearest = new HashMap<String, Duration>();
            for (LogEntry accept : accepts) {
                var address = Address.of(accept);
                if (address.isPresent()
                        && address.get().port() != 0
                        && address.get().isOf(connection)) {
                    var difference = Duration.between(connection.first(), accept.time());
                    nearest.merge(
                            clock(accept),
                            difference,
                            (one, other) -> one.abs().compareTo(other.abs()) <= 0 ? one : other);
                }
            }
            nearest.forEach((clock, difference) ->
                    differences.computeIfAbsent(clock, any -> new ArrayList<>()).add(difference));
        }
        differences.forEach((clock, all) -> {
            Collections.sort(all);
            found.put(clock, all.get((all.size() - 1) / 2));
        });
    }

    /** The time of the record on the capture's clock. */
    Instant time(LogEntry record) {
        return record.time().minus(offset(record).orElse(Duration.ZERO));
    }

    /** What is known of the clock of the record's machine. */
    Optional<Duration> offset(LogEntry record) {
        return given.or(() -> Optional.ofNullable(found.get(clock(record))));
    }

    /** By machine; the median over its connections. */
    Map<String, Duration> found() {
        return Map.copyOf(found);
    }

    private static String clock(LogEntry record) {
        return record.computer().isEmpty() ? record.file() : record.computer();
    }
}

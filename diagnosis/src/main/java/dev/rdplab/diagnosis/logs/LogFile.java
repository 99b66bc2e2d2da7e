package dev.rdplab.diagnosis.logs;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One log as it was read.
 *
 * @param name of the file, without its folder
 * @param format in words, such as {@code Windows events (XML)}
 * @param count records in the file, those of channels that no rule knows included
 * @param records those that a rule may know, in the order of the file
 * @param covered for each channel the time of its first and last record
 * @param notes what could not be read, and what was assumed
 */
public record LogFile(
        String name, String format, long count, List<LogEntry> records, Map<String, Span> covered, List<String> notes) {

    public LogFile {
        records = List.copyOf(records);
        covered = Map.copyOf(covered);
        notes = List.copyOf(notes);
    }

    /** The format and the number of records, for people. */
    public String summary() {
        return format + ", " + count + (count == 1 ? " record" : " records");
    }

    /** From the first record to the last. */
    public record Span(Instant first, Instant last) {

        /** Whether the log has a record before the one time and one after the other. */
        public boolean covers(Instant from, Instant to) {
            return !first.isAfter(from) && !last.isBefore(to);
        }

        Span with(Instant time) {
            return new Span(time.isBefore(first) ? time : first, time.isAfter(last) ? time : last);
        }
    }
}

package dev.rdplab.diagnosis.logs;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One record of a log.
 *
 * @param file name of the file, without its folder
 * @param record the number that the log gives it (EventRecordID); for a text log the line, from 1
 * @param time as the log's own clock has it
 * @param channel the Windows channel, or the name of the text log
 * @param provider the Windows provider, or the program that wrote the text log
 * @param id the event id; 0 in a text log
 * @param activity {@code Correlation/@ActivityID} in lower case without braces; empty where there is none
 * @param computer the machine that wrote it; empty where it is not said
 * @param fields named data in the order of the record; data without a name is {@code data1}, {@code data2} and so on
 */
public record LogEntry(
        String file,
        long record,
        Instant time,
        String channel,
        String provider,
        int id,
        String activity,
        String computer,
        Map<String, String> fields) {

    public LogEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The value of a field, unless it is absent, empty or {@code -}. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty() && !value.equals("-"));
    }
}

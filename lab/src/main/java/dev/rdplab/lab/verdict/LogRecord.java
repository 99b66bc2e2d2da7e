package dev.rdplab.lab.verdict;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record of an event log that proves a cause.
 *
 * @param file its name, as it was given
 * @param number of the record in the log, or its place in the file where the log has no numbers; from 1
 * @param channel such as {@code System}
 * @param provider such as {@code Schannel}
 * @param id of the event, such as 36870
 * @param time as the log has it, in UTC
 * @param fields those that decide, in the order of the record
 */
public record LogRecord(
        String file, long number, String channel, String provider, int id, Instant time, Map<String, String> fields) {

    public LogRecord {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** One line: the channel, the event, its number in the file, its time and the fields that decide. */
    public String line() {
        var line = new StringBuilder(channel);
        if (id != 0) {
            line.append(" event ").append(id);
        }
        line.append(", record ").append(number).append(" of ").append(file);
        line.append(", ").append(time);
        fields.forEach(
                (name, value) -> line.append(", ").append(name).append('=').append(value));
        return line.toString();
    }
}

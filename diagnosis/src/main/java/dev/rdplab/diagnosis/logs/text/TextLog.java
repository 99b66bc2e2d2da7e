package dev.rdplab.diagnosis.logs.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.event.Pieces;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A log of lines. Each line is a record with the field {@code message}, and with {@code ClientIP} where it names a client's address and port. */
public final class TextLog {

    /** Longest line that is read, in characters; the rest of it is dropped. */
    private static final int LONGEST = 16 * 1024;

    private static final Pattern CLIENT = Pattern.compile(
            "connection (?:received|accepted) from \\[?(?<address>[0-9a-fA-F.:]+?)\\]?(?: port |:)(?<port>\\d{1,5})\\b");

    private static final Map<String, String> PROGRAMS = Map.of(
            "gnome-remote-de", "gnome-remote-desktop",
            "gnome-remote-desktop-daemon", "gnome-remote-desktop",
            "krb5kdc", "krb5kdc",
            "xrdp", "xrdp",
            "xrdp-sesman", "xrdp");

    private final LineShape shape;

    private TextLog(LineShape shape) {
        this.shape = shape;
    }

    /** The kind of log that begins so. @return empty when no line of it has a known shape */
    public static Optional<TextLog> of(String start) {
        for (String line : start.replace("\uFEFF", "").lines().limit(200).toList()) {
            for (LineShape shape : LineShape.values()) {
                if (shape.matcher(line).matches()) {
                    return Optional.of(new TextLog(shape));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether times in it name their zone. */
    public boolean zoned() {
        return shape.zoned();
    }

    public String title() {
        return switch (shape) {
            case XRDP -> "xrdp log";
            case SYSLOG, ISO -> "journal or syslog";
            case TRACING -> "IronRDP output";
            case FREERDP -> "FreeRDP output";
        };
    }

    /** Reads to the end; lines of another shape are passed over. @param about a time near that of the log */
    public void read(Reader in, String file, Instant about, ZoneId zone, Consumer<LogEntry> records)
            throws IOException {
        var lines = new Pieces(in);
        for (long number = 1; lines.peek() >= 0; number++) {
            line(file, number, lines.through("\n").stripTrailing(), about, zone).ifPresent(records);
        }
    }

    private Optional<LogEntry> line(String file, long number, String line, Instant about, ZoneId zone) {
        var match = shape.matcher(line.length() > LONGEST ? line.substring(0, LONGEST) : line);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var time = shape.time(match.group("time"), about, zone);
            boolean named = List.of(LineShape.SYSLOG, LineShape.ISO).contains(shape);
            return time.map(at -> record(
                    file,
                    number,
                    at,
                    named ? program(match.group("program")) : program(),
                    named ? match.group("host") : "",
                    match.group("message")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String program() {
        return switch (shape) {
            case XRDP -> "xrdp";
            case FREERDP -> "FreeRDP";
            default -> "IronRDP";
        };
    }

    private static String program(String name) {
        return PROGRAMS.getOrDefault(name, name);
    }

    private static LogEntry record(
            String file, long number, Instant time, String program, String host, String message) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("message", message);
        var client = CLIENT.matcher(message);
        if (client.find()) {
            fields.put("ClientIP", client.group("address") + ":" + client.group("port"));
        }
        return new LogEntry(file, number, time, program + " log", program, 0, "", host, fields);
    }

    /** Whether the object is an entry of {@code journalctl -o json}. */
    public static boolean isJournal(JsonNode object) {
        return object.has("__REALTIME_TIMESTAMP") && object.has("MESSAGE");
    }

    /** @return empty when the time is not a number */
    public static Optional<LogEntry> journal(String file, long number, JsonNode entry) {
        try {
            long micros = Long.parseLong(entry.path("__REALTIME_TIMESTAMP").asText());
            var name =
                    entry.path("SYSLOG_IDENTIFIER").asText(entry.path("_COMM").asText(""));
            return Optional.of(record(
                    file,
                    number,
                    Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000),
                    program(name),
                    entry.path("_HOSTNAME").asText(""),
                    entry.path("MESSAGE").asText("")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

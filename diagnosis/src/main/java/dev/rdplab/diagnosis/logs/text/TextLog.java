package dev.rdplab.diagnosis.logs.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.event.Pieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A log of lines. Each line is a record with the field {@code message}, and with {@code ClientIP} where it names a client's address and port. */
public final class TextLog {

    /** Longest line that is read, in characters; the rest of it is dropped. */
    private static final int LONGEST = 16 * 1024;

    private static final Pattern CLIENT = Pattern.compile("connection (?:received|accepted) from (?:"
            + "(?<plain>[0-9a-fA-F.:]+) port (?<port>\\d{1,5})"
            + "|\\[(?<six>[0-9a-fA-F.:]+)\\]:(?<sixport>\\d{1,5})"
            + "|(?<four>[0-9.]+):(?<fourport>\\d{1,5})"
            + "|\\S+ port (?<hiddenport>\\d{1,5}))(?![\\d.:])");

    /** In place of an address that was blotted out before the log was passed on. */
    private static final String UNKNOWN = "unknown";

    private static final String SESMAN = "xrdp-sesman";

    private static final Map<String, String> PROGRAMS = Map.of(
            "gnome-remote-de",
            "gnome-remote-desktop",
            "gnome-remote-desktop-daemon",
            "gnome-remote-desktop",
            "krb5kdc",
            "krb5kdc",
            "xrdp",
            "xrdp",
            SESMAN,
            SESMAN);

    /** What only the session manager of xrdp writes. Its accept lines are about xrdp itself, not about a client. */
    private static final Pattern OF_SESMAN = Pattern.compile("starting xrdp-sesman|AUTHFAIL|pam_authenticate"
            + "|\\bsesman_(?:main_loop|data_in)|scp_process_msg|[+][+] (?:created|terminated) session");

    /** Lines that name the client's address without a port: of xrdp's session manager, and of a KDC. */
    private static final Pattern ADDRESS = Pattern.compile(
            "AUTHFAIL: user=.* ip=(?<ip>[0-9a-fA-F.:]+)|^(?:AS|TGS)_REQ \\(.*?\\) (?<asker>[0-9a-fA-F.:]+): ");

    private final LineShape shape;
    private final boolean sesman;

    private TextLog(LineShape shape, boolean sesman) {
        this.shape = shape;
        this.sesman = sesman;
    }

    /** The kind of log that begins so. @return empty when no line of it has a known shape */
    public static Optional<TextLog> of(String start) {
        for (String line : start.replace("\uFEFF", "").lines().limit(200).toList()) {
            for (LineShape shape : LineShape.values()) {
                if (shape.matcher(line).matches()) {
                    return Optional.of(
                            new TextLog(shape, OF_SESMAN.matcher(start).find()));
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
            case XRDP, XRDP_ZONED -> sesman ? "xrdp-sesman log" : "xrdp log";
            case SYSLOG, ISO, FULL -> "journal or syslog";
            case TRACING -> "IronRDP output";
            case FREERDP -> "FreeRDP output";
            case GLIB -> "gnome-remote-desktop output";
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

    /** A program may write through two libraries, each with a shape of its own: that of the file's first line is tried first. */
    private Optional<LogEntry> line(String file, long number, String line, Instant about, ZoneId zone) {
        var text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        return Stream.concat(Stream.of(shape), Stream.of(LineShape.values()).filter(other -> other != shape))
                .flatMap(each -> {
                    var match = each.matcher(text);
                    return match.matches() ? Stream.of(Map.entry(each, match)) : Stream.empty();
                })
                .findFirst()
                .flatMap(found -> record(file, number, found.getKey(), found.getValue(), about, zone));
    }

    private Optional<LogEntry> record(
            String file, long number, LineShape shape, Matcher match, Instant about, ZoneId zone) {
        try {
            return shape.time(match.group("time"), about, zoneOf(shape, match, zone))
                    .map(at -> record(
                            file,
                            number,
                            at,
                            program(shape, match),
                            shape.named() ? match.group("host") : "",
                            match.group("message")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A zone by its name is ambiguous but for UTC, so it stays that of the machine. */
    private static ZoneId zoneOf(LineShape shape, Matcher match, ZoneId zone) {
        boolean utc = shape == LineShape.FULL && List.of("UTC", "GMT").contains(match.group("zone"));
        return utc ? ZoneOffset.UTC : zone;
    }

    private String program(LineShape shape, Matcher match) {
        return switch (shape) {
            case XRDP, XRDP_ZONED -> sesman ? SESMAN : "xrdp";
            case FREERDP -> "FreeRDP";
            case TRACING -> "IronRDP";
            case GLIB -> program(Optional.ofNullable(match.group("program")).orElse("gnome-remote-desktop"));
            case SYSLOG, ISO, FULL -> program(match.group("program"));
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
        var address = ADDRESS.matcher(message);
        if (address.find()) {
            fields.put("IPString", first(address.group("ip"), address.group("asker")));
        } else if (!program.equals(SESMAN) && client.find()) {
            String plain = first(client.group("plain"), client.group("six"), client.group("four"), UNKNOWN)
                    .replaceFirst("(?i)^::ffff:(?=[0-9]+[.])", "");
            String port = first(
                    client.group("port"),
                    client.group("sixport"),
                    client.group("fourport"),
                    client.group("hiddenport"));
            fields.put("ClientIP", (plain.contains(":") ? "[" + plain + "]" : plain) + ":" + port);
        }
        return new LogEntry(file, number, time, program + " log", program, 0, "", host, fields);
    }

    private static String first(String... groups) {
        return Stream.of(groups).filter(Objects::nonNull).findFirst().orElse("");
    }

    /** The text of a journal's field: an array of bytes where the program wrote some that are not UTF-8 or not printable. */
    private static String text(JsonNode field) {
        if (!field.isArray()) {
            return field.asText("");
        }
        var bytes = new ByteArrayOutputStream();
        field.forEach(each -> bytes.write(each.asInt()));
        return bytes.toString(StandardCharsets.UTF_8);
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
                    text(entry.path("MESSAGE"))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

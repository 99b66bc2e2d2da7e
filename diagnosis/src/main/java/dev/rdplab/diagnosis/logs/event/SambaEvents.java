package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.diagnosis.logs.LogEntry;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Logons in Samba's audit log ({@code log level = auth_json_audit:3}), of its KDC and of NTLM. */
public final class SambaEvents {

    public static final String PROVIDER = "Samba";

    /** {@code ipv4:192.0.2.9:51044}, {@code ipv6:2001:db8::9:51044} */
    private static final Pattern ADDRESS = Pattern.compile("ipv[46]:(?<ip>[0-9a-fA-F.:]+):(?<port>\\d{1,5})");

    private SambaEvents() {}

    /** Whether a text holds such objects, with the lines of Samba's own log between them or without. */
    public static boolean isIn(String start) {
        return start.contains("\"type\": \"Authentication\"") || start.contains("\"type\":\"Authentication\"");
    }

    public static boolean isEvent(JsonNode object) {
        return object.path("Authentication").has("status");
    }

    /** @return empty when it has no time */
    public static Optional<LogEntry> read(String file, long position, JsonNode object) {
        var logon = object.path("Authentication");
        var address = ADDRESS.matcher(logon.path("remoteAddress").asText(""));
        var fields = address.matches()
                ? Map.of(
                        "Status",
                        logon.path("status").asText(),
                        "IpAddress",
                        address.group("ip"),
                        "IpPort",
                        address.group("port"))
                : Map.of("Status", logon.path("status").asText());
        return EventTime.zoned(object.path("timestamp").asText(""))
                .map(time -> new LogEntry(file, position, time, PROVIDER, PROVIDER, 0, "", "", fields));
    }
}

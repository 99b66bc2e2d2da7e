package dev.rdplab.diagnosis.logs;

import java.time.Instant;
import java.util.Map;

/** Events for tests, as a server named RDS01 writes them. */
public final class Events {

    public static final String RDP_CORE = "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS";
    public static final String RDP_CORE_CHANNEL = RDP_CORE + "/Operational";
    public static final String SECURITY = "Microsoft-Windows-Security-Auditing";

    private static long number = 4100;

    private Events() {}

    public static LogEntry event(String provider, int id, Instant time, String activity, Map<String, String> fields) {
        String channel =
                provider.equals(RDP_CORE) ? RDP_CORE_CHANNEL : provider.equals(SECURITY) ? "Security" : "System";
        return new LogEntry("server.xml", ++number, time, channel, provider, id, activity, "RDS01", fields);
    }

    /** Event 131: the server accepted a connection. */
    public static LogEntry accepted(Instant time, String activity, String client) {
        return event(RDP_CORE, 131, time, activity, Map.of("ConnType", "TCP", "ClientIP", client));
    }

    /** The same event as one line of {@code wevtutil qe /f:xml}. */
    public static String xml(LogEntry entry) {
        var xml = new StringBuilder(
                        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='")
                .append(entry.provider())
                .append("' Guid='{1139c61b-b549-4251-8ed3-27250a1edec8}'/><EventID Qualifiers='0'>")
                .append(entry.id())
                .append("</EventID><TimeCreated SystemTime='")
                .append(entry.time())
                .append("'/><EventRecordID>")
                .append(entry.record())
                .append("</EventRecordID><Correlation ActivityID='{")
                .append(entry.activity())
                .append("}'/><Channel>")
                .append(entry.channel())
                .append("</Channel><Computer>RDS01</Computer></System><EventData>");
        entry.fields().forEach((name, value) -> xml.append("<Data Name='")
                .append(name)
                .append("'>")
                .append(value)
                .append("</Data>"));
        return xml.append("</EventData></Event>").toString();
    }
}

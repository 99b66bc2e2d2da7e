package dev.rdplab.diagnosis.logs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.diagnosis.logs.event.EvtxEvents;
import dev.rdplab.diagnosis.logs.event.JsonEvents;
import dev.rdplab.diagnosis.logs.event.JsonObjects;
import dev.rdplab.diagnosis.logs.event.SambaEvents;
import dev.rdplab.diagnosis.logs.event.XmlEvents;
import dev.rdplab.diagnosis.logs.text.NamelessExport;
import dev.rdplab.diagnosis.logs.text.TextLog;
import dev.rdplab.lab.explain.PastedText;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Predicate;

/** Reads logs and detects their format from the content, never from the name of the file. */
public final class LogReader {

    /** What is known, for the message about a file that is not. */
    public static final String KNOWN =
            "Windows events as XML (wevtutil qe CHANNEL /f:xml), as JSON (evtx_dump, EvtxECmd, Winlogbeat, NXLog, Fluent Bit)"
                    + " or .evtx; xrdp.log, xrdp-sesman.log, the journal (journalctl, also -o json), output of gnome-remote-desktop, FreeRDP or IronRDP,"
                    + " krb5kdc.log, Samba's audit log (auth_json_audit)";

    private static final int HEAD = 64 * 1024;

    /** Bytes that tell UTF-16 without a mark: one in eight or more is zero, in any language, as names and digits are Latin. */
    private static final int ENOUGH = 4 * 1024;

    private final Predicate<LogEntry> wanted;
    private final Instant about;
    private final ZoneId zone;

    /**
     * @param wanted the records to keep
     * @param about a time near that of the logs, for those without a year or a date
     * @param zone of logs whose times name none
     */
    public LogReader(Predicate<LogEntry> wanted, Instant about, ZoneId zone) {
        this.wanted = wanted;
        this.about = about;
        this.zone = zone;
    }

    /**
     * @throws IOException when the file cannot be read
     * @throws UnreadableLogException when it is in no known format
     */
    public LogFile read(Path file) throws IOException {
        var name = file.getFileName().toString();
        var collector = new LogCollector(name, wanted);
        try (var in = new BufferedInputStream(Files.newInputStream(file), HEAD)) {
            in.mark(HEAD);
            byte[] head = in.readNBytes(HEAD - 1);
            in.reset();
            if (startsWith(head, EvtxEvents.MAGIC)) {
                new EvtxEvents(name, collector::record, collector::note).read(in);
                return collector.file("Windows events (.evtx)");
            }
            return text(name, collector, in, head);
        }
    }

    private LogFile text(String name, LogCollector collector, InputStream in, byte[] head) throws IOException {
        var charset = charset(head);
        var start = new String(head, charset);
        var reader = new BufferedReader(new InputStreamReader(in, charset));
        var first = start.replace("\uFEFF", "").stripLeading();
        boolean copied = start.contains("<Event xmlns="); // Event Viewer copies an event as text with its XML behind
        if (copied || first.matches("(?s)(Record \\d+\\s+)?<.*") && start.contains("<Event")) {
            new XmlEvents(name, collector::record, collector::note).read(reader);
            return collector.file("Windows events (XML)");
        }
        if (SambaEvents.isIn(start)
                || first.startsWith("{")
                || first.startsWith("[{")
                || first.matches("(?s)(\\[\\s*\\{|Record \\d+\\s).*")) {
            return json(name, collector, reader);
        }
        var log = TextLog.of(start).orElseThrow(() -> NamelessExport.of(start)
                .map(export -> new UnreadableLogException(name + " is " + export.hint()))
                .orElseGet(() -> unknown(name, start)));
        log.read(reader, name, about, zone, collector::record);
        if (!log.zoned()) {
            collector.note(zoneNote());
        }
        return collector.file(log.title());
    }

    private LogFile json(String name, LogCollector collector, Reader reader) throws IOException {
        var seen = new int[3];
        var events = new JsonEvents(zone);
        new JsonObjects(collector::note).read(reader, (position, object) -> {
            var found = JsonEvents.in(object);
            if (!found.isEmpty()) {
                seen[0]++;
                found.forEach(event -> events.read(name, position, event)
                        .ifPresentOrElse(
                                collector::record,
                                () -> collector.note("object " + position + " has no event id or no time")));
            } else if (SambaEvents.isEvent(object)) {
                seen[2]++;
                SambaEvents.read(name, position, object)
                        .ifPresentOrElse(
                                collector::record, () -> collector.note("object " + position + " has no time"));
            } else if (TextLog.isJournal(object)) {
                seen[1]++;
                TextLog.journal(name, position, object).ifPresent(collector::record);
            } else {
                refuseConvertToJson(name, object);
            }
        });
        if (seen[0] + seen[1] + seen[2] == 0) {
            throw unknown(name);
        }
        if (events.zoneUsed()) {
            collector.note(zoneNote());
        }
        return collector.file(
                seen[0] > 0 ? "Windows events (JSON)" : seen[1] > 0 ? "journal (JSON)" : "Samba audit log (JSON)");
    }

    private String zoneNote() {
        return "its times name no zone and were read as " + zone + "; --clock-offset shifts them";
    }

    private static void refuseConvertToJson(String name, JsonNode object) {
        if (JsonEvents.isConvertToJson(object)) {
            throw new UnreadableLogException(name + " was made by ConvertTo-Json, which drops the names of the fields;"
                    + " export with: Get-WinEvent ... | ForEach-Object { $_.ToXml() }");
        }
    }

    /** Lines without a time belong to no connection, but may say something. */
    private static UnreadableLogException unknown(String name, String start) {
        return PastedText.of(start).isEmpty()
                ? unknown(name)
                : new UnreadableLogException(name + " is in no known format of logs, or its lines have no time;"
                        + " what they say by themselves tells: rdplab explain - < " + name);
    }

    private static UnreadableLogException unknown(String name) {
        return new UnreadableLogException(name + " is in no known format of logs; known are " + KNOWN);
    }

    private static Charset charset(byte[] head) {
        if (startsWith(head, new byte[] {(byte) 0xFF, (byte) 0xFE})) {
            return StandardCharsets.UTF_16LE;
        }
        if (startsWith(head, new byte[] {(byte) 0xFE, (byte) 0xFF})) {
            return StandardCharsets.UTF_16BE;
        }
        var zeros = new int[2];
        int seen = Math.min(head.length, ENOUGH);
        for (int i = 0; i < seen; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        if (zeros[0] + zeros[1] < seen / 8) {
            return StandardCharsets.UTF_8;
        }
        return zeros[1] >= zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}

package dev.rdplab.diagnosis.logs.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.testkit.needs.Needs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of {@code .evtx} against the one of the PyPI package evtx, record by record. */
@Tag("real")
@Needs("evtx-python")
class EvtxAgainstPythonTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T09:30:00.123456Z");

    /** Prints one JSON object a record; a record that cannot be read is left out. */
    private static final String PRINT = "import evtx, sys\n"
            + "for record in evtx.PyEvtxParser(sys.argv[1]).records_json():\n"
            + "    if not isinstance(record, Exception): print(record['data'].replace('\\n', ' '))\n";

    @TempDir
    private Path folder;

    @Test
    void bothReadTheSameRecordsOfSeveralChunks() throws Exception {
        var writer = new EvtxWriter();
        for (int i = 0; i < 400; i++) {
            writer.add(
                    i % 2 == 0 ? "Schannel" : "Microsoft-Windows-Security-Auditing",
                    36870 + i % 5,
                    BEGIN.plusMillis(i * 250L),
                    "System",
                    "RDS01.lab.example",
                    Map.of("Type", "server", "ErrorCode", "0x" + Integer.toHexString(i), "Text", "Größe <&> " + i));
        }
        byte[] file = writer.file();

        assertThat(ours(file)).hasSize(400).isEqualTo(theirs(file));
    }

    private static List<String> ours(byte[] file) throws IOException {
        var read = new ArrayList<LogEntry>();
        new EvtxEvents("a.evtx", read::add, note -> {}).read(new ByteArrayInputStream(file));
        return read.stream()
                .map(entry -> told(
                        entry.record(),
                        entry.id(),
                        entry.time(),
                        entry.provider(),
                        entry.channel(),
                        entry.computer(),
                        entry.fields()))
                .toList();
    }

    private List<String> theirs(byte[] file) throws Exception {
        var path = Files.write(folder.resolve("a.evtx"), file);
        var output = folder.resolve("out");
        var process = new ProcessBuilder("evtx-python", "-c", PRINT, path.toString())
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        var told = new ArrayList<String>();
        for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
            told.add(told(new ObjectMapper().readTree(line).path("Event")));
        }
        return told;
    }

    private static String told(JsonNode event) {
        var system = event.path("System");
        var fields = new LinkedHashMap<String, String>();
        event.path("EventData")
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        var id = system.path("EventID");
        return told(
                system.path("EventRecordID").asLong(),
                (id.has("#text") ? id.path("#text") : id).asInt(),
                Instant.parse(system.path("TimeCreated")
                        .path("#attributes")
                        .path("SystemTime")
                        .asText()),
                system.path("Provider").path("#attributes").path("Name").asText(),
                system.path("Channel").asText(),
                system.path("Computer").asText(),
                fields);
    }

    private static String told(
            long record,
            int id,
            Instant time,
            String provider,
            String channel,
            String computer,
            Map<String, String> fields) {
        return record + " " + id + " " + time + " " + provider + " " + channel + " " + computer + " "
                + new TreeMap<>(fields);
    }
}

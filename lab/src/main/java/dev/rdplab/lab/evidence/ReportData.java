package dev.rdplab.lab.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.lab.verdict.NextTests;
import dev.rdplab.protocol.handshake.Transcript;
import java.time.Duration;
import java.util.List;

/** What the page of a report draws, as JSON. */
final class ReportData {

    /** Events of one connection, and bytes of one message, that a page shows; the transcript has them all. */
    private static final int MAX_EVENTS = 500;

    private static final int MAX_BYTES = 512;

    private ReportData() {}

    static ObjectNode of(Evidence evidence) {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("title", evidence.title());
        root.put("command", evidence.command());
        var cases = root.putArray("cases");
        evidence.cases().forEach(each -> write(cases.addObject(), each));
        var distributions = root.putArray("distributions");
        for (var distribution : evidence.distributions()) {
            var node = distributions.addObject();
            node.put("name", distribution.name());
            node.put("failed", distribution.failed());
            if (distribution.measured()) {
                node.put("min", millis(distribution.min()));
                node.put("p50", millis(distribution.quantile(0.5)));
                node.put("p95", millis(distribution.quantile(0.95)));
                node.put("max", millis(distribution.max()));
            }
            var times = node.putArray("times");
            distribution.times().forEach(time -> times.add(millis(time)));
        }
        var maps = root.putArray("maps");
        evidence.maps().forEach(map -> write(maps.addObject(), map));
        return root;
    }

    private static void write(ObjectNode node, EvidenceCase each) {
        node.put("name", each.name());
        node.put("summary", each.summary());
        node.put("replay", each.replay());
        node.put("ms", millis(each.duration()));
        node.set("result", ResultJson.of(each.result()));
        NextTests.known()
                .apart(each.result().causes(), !each.result().tries().isEmpty())
                .ifPresent(test -> node.put("nextTest", test));
        var facts = node.putArray("facts");
        each.facts().forEach((title, value) -> facts.addArray().add(title).add(value));
        var notes = node.putArray("notes");
        each.notes().forEach(notes::add);
        var transcripts = node.putArray("transcripts");
        each.transcripts().forEach(transcript -> write(transcripts.addObject(), transcript));
    }

    private static void write(ObjectNode node, Transcript transcript) {
        node.put("end", transcript.role().word());
        node.put("connection", transcript.connection());
        var all = transcript.events();
        node.put("omitted", Math.max(0, all.size() - MAX_EVENTS) + transcript.omitted());
        var events = node.putArray("events");
        all.stream().limit(MAX_EVENTS).forEach(event -> {
            var line = TranscriptLines.event(event);
            if (event.bytes().length() > MAX_BYTES) {
                line.put("bytes", event.bytes().slice(0, MAX_BYTES).hex());
            }
            events.add(line);
        });
    }

    private static void write(ObjectNode node, HeatMap map) {
        node.put("title", map.title());
        node.put("columnLabel", map.columnLabel());
        node.put("rowLabel", map.rowLabel());
        node.put("unit", map.unit());
        texts(node.putArray("columns"), map.columns());
        texts(node.putArray("rows"), map.rows());
        var cells = node.putArray("cells");
        for (var cell : map.cells()) {
            var line = cells.addArray().add(cell.column()).add(cell.row());
            cell.value().ifPresentOrElse(line::add, line::addNull);
            line.add(cell.word()).add(cell.detail());
        }
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
    }
}

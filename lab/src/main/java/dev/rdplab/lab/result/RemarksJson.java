package dev.rdplab.lab.result;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.verdict.LogRecord;

/**
 * What a result reports in addition to its ending, as JSON: three lists, empty when there is nothing to say, and the legs of a
 * relay's.
 */
public final class RemarksJson {

    private RemarksJson() {}

    /** Adds the keys to a result, or to what is said of one connection. */
    public static void write(Remarks remarks, ObjectNode root) {
        var deviations = root.putArray("deviations");
        for (Deviation each : remarks.deviations()) {
            deviations
                    .addObject()
                    .put("pdu", each.pdu())
                    .put("field", each.field())
                    .put("offset", each.offset())
                    .put("sent", each.sent())
                    .put("expected", each.expected());
        }
        var faults = root.putArray("faults");
        for (FaultOutcome each : remarks.faults()) {
            faults.addObject()
                    .put("at", each.at())
                    .put("triggered", each.triggered())
                    .put("why", each.why());
        }
        var notes = root.putArray("notes");
        remarks.notes().forEach(notes::add);
        remarks.legs().ifPresent(legs -> {
            var node = root.putObject("legs");
            node.set("client", ResultJson.side(legs.client()));
            node.set("server", ResultJson.side(legs.server()));
        });
    }

    static ObjectNode record(LogRecord record) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("file", record.file())
                .put("record", record.number())
                .put("channel", record.channel())
                .put("provider", record.provider())
                .put("id", record.id())
                .put("time", record.time().toString());
        var fields = node.putObject("fields");
        record.fields().forEach(fields::put);
        return node;
    }
}

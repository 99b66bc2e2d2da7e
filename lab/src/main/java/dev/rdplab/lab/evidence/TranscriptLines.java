package dev.rdplab.lab.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.protocol.handshake.Transcript;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Events as JSON, one object each. */
final class TranscriptLines {

    private TranscriptLines() {}

    /** All transcripts, one after the other; each line names its end and connection. */
    static Stream<ObjectNode> of(List<Transcript> transcripts) {
        return transcripts.stream()
                .flatMap(transcript -> transcript.events().stream().map(event -> {
                    var line = JsonNodeFactory.instance.objectNode();
                    line.put("end", transcript.role().word());
                    line.put("connection", transcript.connection());
                    return line.setAll(event(event));
                }));
    }

    /** Times in milliseconds since the run began; bytes in hexadecimal. */
    static ObjectNode event(Transcript.Event event) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("ms", Math.round(event.nanos() / 1_000.0) / 1_000.0);
        node.put("kind", event.kind().name().toLowerCase(Locale.ROOT));
        node.put("stage", event.stage().word());
        put(node, "pdu", event.pdu());
        put(node, "carries", event.carries());
        put(node, "detail", event.detail());
        if (!event.bytes().isEmpty()) {
            node.put("length", event.bytes().length());
            node.put("bytes", event.bytes().hex());
        }
        return node;
    }

    private static void put(ObjectNode node, String key, String text) {
        if (!text.isEmpty()) {
            node.put(key, text);
        }
    }
}

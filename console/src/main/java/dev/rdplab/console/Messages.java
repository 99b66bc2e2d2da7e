package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.lab.fields.MeantField;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;

/** The fields of one message of a connection. The transcripts are masked, so no password is among them. */
final class Messages {

    /** Bytes of one message that are shown. */
    private static final int MOST_BYTES = 4_096;

    private static final int MOST_FIELDS = 2_000;

    private Messages() {}

    /** @param index of the event over all transcripts, from 0 @throws Problem when it is no message with bytes */
    static JsonNode fields(List<Transcript> transcripts, String index) {
        int at = index.matches("[0-9]{1,6}") ? Integer.parseInt(index) : -1;
        for (Transcript transcript : transcripts) {
            var all = transcript.events();
            if (at >= 0 && at < all.size() && isMessage(all.get(at))) {
                return view(all, at, transcript.role());
            }
            at -= all.size();
        }
        throw new Problem(404, "there is no message " + Body.shortened(index) + " with bytes in this connection");
    }

    static boolean isMessage(Transcript.Event event) {
        return (event.kind() == Transcript.Kind.SENT || event.kind() == Transcript.Kind.RECEIVED)
                && !event.bytes().isEmpty();
    }

    private static JsonNode view(List<Transcript.Event> events, int at, Role end) {
        var event = events.get(at);
        var node = Views.object()
                .put("pdu", event.pdu())
                .put("carries", event.carries())
                .put("stage", event.stage().word())
                .put("length", event.bytes().length())
                .put("bytes", hex(event.bytes()));
        var fields = node.putArray("fields");
        node.put("problem", "");
        var context = DissectorContext.START;
        for (int i = 0; i <= at; i++) {
            if (!isMessage(events.get(i))) {
                continue;
            }
            try {
                var pdu = Dissector.dissect(events.get(i).bytes(), sender(events.get(i), end), context);
                context = pdu.next();
                if (i == at) {
                    fields(pdu, event.bytes(), fields);
                }
            } catch (ProtocolViolationException e) {
                if (i == at) {
                    node.put("problem", e.getMessage());
                }
            }
        }
        return node;
    }

    private static Role sender(Transcript.Event event, Role end) {
        boolean own = event.kind() == Transcript.Kind.SENT;
        return own == (end == Role.CLIENT) ? Role.CLIENT : Role.SERVER;
    }

    private static void fields(Dissected pdu, Bytes bytes, com.fasterxml.jackson.databind.node.ArrayNode into) {
        MeantField.of(bytes, pdu.fields()).stream().limit(MOST_FIELDS).forEach(meant -> into.addObject()
                .put("field", meant.field().path())
                .put("offset", meant.field().offset())
                .put("length", meant.field().length())
                .put("bytes", hex(meant.bytes()))
                .put("meaning", meant.secret() ? "not shown" : meant.meaning()));
    }

    private static String hex(Bytes bytes) {
        return bytes.slice(0, Math.min(bytes.length(), MOST_BYTES)).hex();
    }
}

package dev.rdplab.benchmarks;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.testkit.Capture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames of one captured connection, each with the context in which it is read.
 *
 * @param frames in the order of the wire
 */
public record CapturedHandshake(List<Frame> frames) {

    /** One frame. @param pdu what {@code bytes} decode to; it encodes to them again */
    public record Frame(String title, Bytes bytes, Role sender, DissectorContext context, Pdu pdu) {

        /** Reads the frame, fields and all. */
        public Dissected dissect() {
            return Dissector.dissect(bytes, sender, context);
        }
    }

    public CapturedHandshake {
        frames = List.copyOf(frames);
    }

    /** @param capture one of {@link Capture#NAMES} that holds RDP frames in clear */
    public static CapturedHandshake load(String capture) {
        var frames = new ArrayList<Frame>();
        var context = DissectorContext.START;
        for (var row : Capture.load(capture).rows()) {
            if (row.connection() != 1) {
                continue;
            }
            var bytes = Bytes.copyOf(row.bytes());
            var sender = row.fromClient() ? Role.CLIENT : Role.SERVER;
            var dissected = Dissector.dissect(bytes, sender, context);
            frames.add(new Frame(dissected.title(), bytes, sender, context, dissected.frame()));
            context = dissected.next();
        }
        return new CapturedHandshake(frames);
    }

    /** The first frame of each kind, by title, over all these captures. */
    public static Map<String, Frame> families(List<String> captures) {
        var families = new LinkedHashMap<String, Frame>();
        for (String capture : captures) {
            load(capture).frames().forEach(frame -> families.putIfAbsent(frame.title(), frame));
        }
        return families;
    }
}

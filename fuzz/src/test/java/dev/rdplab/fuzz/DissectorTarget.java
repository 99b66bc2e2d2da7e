package dev.rdplab.fuzz;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;

/** A sequence of frames through the dissector: each is a sender 1, a length 2 big-endian, and the frame. Fields lie inside it. */
public final class DissectorTarget {

    private static final int MAX_FRAMES = 64;

    private DissectorTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var context = DissectorContext.START;
        int at = 0;
        try {
            for (int frames = 0; at + 3 <= input.length && frames < MAX_FRAMES; frames++) {
                var sender = (input[at] & 1) == 0 ? Role.CLIENT : Role.SERVER;
                int length = Math.min((input[at + 1] & 0xff) << 8 | input[at + 2] & 0xff, input.length - at - 3);
                var pdu = Dissector.dissect(Bytes.copyOf(input, at + 3, length), sender, context);
                for (var field : pdu.fields()) {
                    if (field.offset() < 0 || field.length() < 0 || field.offset() + field.length() > length) {
                        throw new AssertionError(field + " outside a frame of " + length + " bytes");
                    }
                }
                if (pdu.title().isBlank()) {
                    throw new AssertionError("a PDU without a name");
                }
                context = pdu.next();
                at += 3 + length;
            }
        } catch (ProtocolViolationException documented) {
            // what is not RDP
        }
    }
}

package dev.rdplab.fuzz;

import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;

/** One end fed with raw frames: role 1, choice 1, then frames with a length 2 big-endian. It never throws, and knows its end. */
public final class EndpointTarget {

    private static final int MAX_INPUTS = 256;

    private EndpointTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        var end = (input[0] & 1) == 0
                ? Ends.server(input[1] & 0xff, Interceptor.NONE)
                : Ends.client(input[1] & 0xff, Interceptor.NONE);
        end.on(new Input.Connected(), 0);
        int at = 2;
        for (int count = 1;
                at + 2 <= input.length && count < MAX_INPUTS && end.ending().isEmpty();
                count++) {
            int length = Math.min((input[at] & 0xff) << 8 | input[at + 1] & 0xff, input.length - at - 2);
            at += 2;
            if (end.expects() == Expectation.TLS_READY) {
                end.on(new Input.TlsEstablished(Ends.TLS), count);
            }
            var bytes = Bytes.copyOf(input, at, length);
            at += length;
            if (bytes.isEmpty()) {
                end.on(new Input.LocalClose(), count);
                continue;
            }
            try {
                int frame = Framing.frameLength(end.expects(), end.stage(), bytes);
                if (frame > 0 && frame <= bytes.length()) {
                    end.on(new Input.Frame(bytes.slice(0, frame)), count);
                }
            } catch (ProtocolViolationException unframed) {
                end.on(new Input.Unframed(bytes, unframed), count);
            }
        }
        end.ending().ifPresent(Object::toString);
    }
}

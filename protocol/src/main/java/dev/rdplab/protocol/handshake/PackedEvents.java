package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript.Event;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Events one behind the other in one array, and made anew whenever somebody reads them: ten thousand peers may stall, and
 * five events as objects are the largest thing that each leaves. Long messages are not copied.
 *
 * <p>An event is: its time, as the difference to that before it; kind and stage in one byte; then the rest in the record's order. Numbers
 * are written seven bits at a time, the lowest first, with bit 7 set on all but the last; a text is its length and each of
 * its characters as such a number.
 */
final class PackedEvents {

    /** Takes what a peer leaves that says nothing after its Connection Request. */
    private static final int START = 136;

    /** Longer messages lie apart. */
    private static final int INLINE = 256;

    private static final Kind[] KINDS = Kind.values();
    private static final Stage[] STAGES = Stage.values();

    private byte[] packed = new byte[START];
    private int end;
    private int count;
    private long lastNanos;
    private List<Bytes> apart = List.of();

    int count() {
        return count;
    }

    void add(Event event) {
        long passed = event.nanos() - lastNanos;
        number(passed << 1 ^ passed >> 63); // the sign into bit 0: a time may lie before the last
        lastNanos = event.nanos();
        octet(event.kind().ordinal() * STAGES.length + event.stage().ordinal());
        text(event.pdu());
        text(event.carries());
        bytes(event.bytes());
        text(event.detail());
        count++;
    }

    private void bytes(Bytes bytes) {
        number(bytes.length());
        if (bytes.length() > INLINE) {
            apart = apart.isEmpty() ? new ArrayList<>() : apart;
            apart.add(bytes);
        } else {
            room(bytes.length());
            bytes.copyTo(packed, end);
            end += bytes.length();
        }
    }

    private void text(String text) {
        number(text.length());
        for (int i = 0; i < text.length(); i++) {
            number(text.charAt(i));
        }
    }

    private void number(long value) {
        long left = value;
        while ((left & ~0x7f) != 0) {
            octet((int) left & 0x7f | 0x80);
            left >>>= 7;
        }
        octet((int) left);
    }

    private void octet(int value) {
        room(1);
        packed[end++] = (byte) value;
    }

    private void room(int more) {
        if (packed.length - end < more) {
            packed = Arrays.copyOf(packed, Math.max(end + more, packed.length * 3 / 2));
        }
    }

    List<Event> all() {
        return new Reader().all();
    }

    private final class Reader {
        private int at;
        private int apartAt;

        List<Event> all() {
            var events = new Event[count];
            long nanos = 0;
            for (int i = 0; i < count; i++) {
                long passed = number();
                nanos += passed >>> 1 ^ -(passed & 1);
                int what = packed[at++] & 0xff;
                events[i] = new Event(
                        nanos,
                        KINDS[what / STAGES.length],
                        STAGES[what % STAGES.length],
                        text(),
                        text(),
                        bytes(),
                        text());
            }
            return List.of(events);
        }

        private Bytes bytes() {
            int length = (int) number();
            if (length > INLINE) {
                return apart.get(apartAt++);
            }
            at += length;
            return Bytes.copyOf(packed, at - length, length);
        }

        private String text() {
            var text = new char[(int) number()];
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) number();
            }
            return text.length == 0 ? "" : new String(text);
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = packed[at++];
                value |= (part & 0x7fL) << shift;
                if (part >= 0) {
                    return value;
                }
            }
        }
    }
}

package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;

/**
 * The position of one value in the payload of an NTLM message: eight bytes, little-endian. Senders order their payloads
 * differently and give empty values any offset, so these numbers are kept as they came.
 *
 * @param length bytes of the value
 * @param maxLength bytes set aside for it; receivers ignore it
 * @param offset bytes from the start of the message, 0 to 0xFFFFFFFF
 */
public record PayloadField(int length, int maxLength, long offset) {

    /** Bytes on the wire. */
    static final int LENGTH = 8;

    public PayloadField {
        if (length > 0xffff || maxLength > 0xffff) {
            throw new IllegalArgumentException(length + " bytes, at most 65535");
        }
    }

    static PayloadField decode(WireReader in, String name) {
        return new PayloadField(in.u16le(name, "Len"), in.u16le(name, "MaxLen"), in.u32le(name, "BufferOffset"));
    }

    void encode(WireWriter out, String name) {
        out.u16le(out.part(name, "Len"), length)
                .u16le(out.part(name, "MaxLen"), maxLength)
                .u32le(out.part(name, "BufferOffset"), offset);
    }

    /** The value, out of a payload that begins {@code start} bytes into the message. */
    Bytes in(Bytes payload, int start) {
        int from = (int) (offset - start);
        return length == 0 ? Bytes.EMPTY : payload.slice(from, from + length);
    }

    /** Where the payload begins: at the value that stands first, or at the end of the message. */
    static long start(List<PayloadField> fields, int messageLength) {
        long start = Long.MAX_VALUE;
        for (PayloadField field : fields) {
            start = field.length > 0 ? Math.min(start, field.offset) : start;
        }
        return start == Long.MAX_VALUE ? messageLength : start;
    }

    /**
     * Reads what is left as payload, when all values lie inside it and nothing stands behind them.
     *
     * @param base where the message begins in what {@code in} reads
     */
    static Bytes payload(WireReader in, int base, List<PayloadField> fields) {
        int start = in.offset() - base;
        long end = (long) start + in.remaining();
        long last = start;
        for (PayloadField field : fields) {
            if (field.length > 0) {
                if (field.offset < start || field.offset + field.length > end) {
                    throw in.violation(
                            "Payload",
                            Problem.LENGTH_OUT_OF_BOUNDS,
                            field.length + " bytes at " + field.offset + ", payload from " + start + " to " + end);
                }
                last = Math.max(last, field.offset + field.length);
            }
        }
        if (last != end) {
            throw in.violation("Payload", Problem.TRAILING_BYTES, (end - last) + " bytes left");
        }
        return in.rest("Payload");
    }

    /** For the constructors of messages. */
    static void check(List<PayloadField> fields, int start, Bytes payload) {
        for (PayloadField field : fields) {
            if (field.length > 0
                    && (field.offset < start || field.offset + field.length > (long) start + payload.length())) {
                throw new IllegalArgumentException(field + " is outside the payload");
            }
        }
    }
}

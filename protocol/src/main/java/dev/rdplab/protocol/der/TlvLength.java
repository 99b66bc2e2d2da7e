package dev.rdplab.protocol.der;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;

/**
 * The length octets of a BER or DER element, X.690 section 8.1.3: one octet for a length up to 127, else 0x80 + N and N octets,
 * of which N is 1 to 4. The indefinite form, 0x80 alone, is not read.
 */
public final class TlvLength {

    /** The most octets that a length takes. */
    public static final int MAX_OCTETS = 5;

    private TlvLength() {}

    /** How many octets a length takes whose first octet this is, 1 to 5; 0 when it is not read. */
    public static int octets(int first) {
        int octets = first < 0x80 ? 1 : 1 + (first & 0x7f);
        return first == 0x80 || octets > MAX_OCTETS ? 0 : octets;
    }

    /** The length that these 1 to 5 octets say, 0 to 0xFFFFFFFF. */
    public static long value(Bytes octets) {
        long value = octets.length() == 1 ? octets.get(0) : 0;
        for (int i = 1; i < octets.length(); i++) {
            value = value << 8 | octets.get(i);
        }
        return value;
    }

    /** The fewest octets that say this length, as DER demands. */
    public static int fewest(long length) {
        return length < 0x80 ? 1 : length < 0x100 ? 2 : length < 0x1_0000 ? 3 : length < 0x100_0000 ? 4 : 5;
    }

    /** @throws ProtocolViolationException for a form that is not read, or when octets are missing */
    public static Bytes read(WireReader in, String field, String part) {
        int first = in.peekU8(field, part);
        if (octets(first) == 0) {
            throw in.violation(field + part, Problem.MALFORMED, "length form 0x" + Integer.toHexString(first));
        }
        return in.bytes(field, part, octets(first));
    }

    /** The length in this many octets, or more if it needs more. */
    public static Bytes write(int length, int octets) {
        int count = Math.min(MAX_OCTETS, Math.max(octets, fewest(length)));
        byte[] array = new byte[count];
        for (int i = 1; i < count; i++) {
            array[i] = (byte) ((long) length >> 8 * (count - 1 - i));
        }
        array[0] = (byte) (count == 1 ? length : 0x80 | count - 1);
        return Bytes.wrap(array);
    }
}

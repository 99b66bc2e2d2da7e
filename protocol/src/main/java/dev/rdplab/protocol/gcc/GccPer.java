package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** What both conference PDUs have in common: ConnectData around them, the set of user data inside. T.124 section 8.7. */
final class GccPer {

    /** Choice of an object identifier, its length 5, and 0.0.20.124.0.1: T.124 itself. */
    private static final Bytes T124_KEY = Bytes.fromHex("00 05 00147c0001");

    /** One user data set, with a value, under an H.221 key of the least length, 4. */
    private static final Bytes ONE_SET = Bytes.fromHex("01 c0 00");

    private GccPer() {}

    static void readKey(WireReader in) {
        expect(in, "t124Identifier", T124_KEY);
    }

    static void writeKey(WireWriter out) {
        out.bytes("t124Identifier", T124_KEY);
    }

    static void readSet(WireReader in, Bytes h221Key) {
        expect(in, "userData.set", ONE_SET);
        expect(in, "h221NonStandard", h221Key);
    }

    static void writeSet(WireWriter out, Bytes h221Key) {
        out.bytes("userData.set", ONE_SET).bytes("h221NonStandard", h221Key);
    }

    static void expect(WireReader in, String field, Bytes expected) {
        var value = in.bytes(field, expected.length());
        if (!value.equals(expected)) {
            throw in.violation(field, Problem.UNEXPECTED_VALUE, value + " instead of " + expected);
        }
    }

    /** Whether the length that comes next has two octets. */
    static boolean isLong(WireReader in, String field) {
        return (in.peekU8(field) & 0x80) != 0;
    }

    static int length(WireReader in, String field) {
        if (!isLong(in, field)) {
            return in.u8(field);
        }
        int length = in.u16be(field) & 0x7fff;
        if (length > ConferenceCreateRequest.MAX_USER_DATA) {
            throw in.violation(field, Problem.LENGTH_OUT_OF_BOUNDS, "fragments, " + length);
        }
        return length;
    }

    static void length(WireWriter out, String field, int length, boolean forceLong) {
        if (forceLong || length > 0x7f) {
            out.u16be(field, 0x8000 | length);
        } else {
            out.u8(field, length);
        }
    }

    static int lengthOctets(int length, boolean forceLong) {
        return forceLong || length > 0x7f ? 2 : 1;
    }
}

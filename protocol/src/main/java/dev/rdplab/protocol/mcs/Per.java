package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** The pieces of aligned PER, X.691, that domain PDUs are made of. A choice is the upper six bits of the first octet. */
final class Per {

    /** The least UserId, T.125 section 7 part 1; PER writes what is above it. */
    static final int FIRST_USER = 1001;

    static final int MAX_CHANNEL = 0xffff;

    private Per() {}

    /** Reads the choice; its lower two bits, which belong to what follows, are the result. */
    static int choice(WireReader in, int expected) {
        int octet = in.peekU8("choice");
        if (octet >> 2 != expected) {
            throw in.violation("choice", Problem.UNEXPECTED_PDU, octet);
        }
        return in.u8("choice") & 0x03;
    }

    /** Reads the choice of a PDU whose lower two bits are padding. */
    static void wholeChoice(WireReader in, int expected) {
        int bits = choice(in, expected);
        if (bits != 0) {
            throw in.violation("choice", Problem.MALFORMED, "padding 0x" + Integer.toHexString(bits));
        }
    }

    /** The three bits of a result behind the one in the first octet; the rest of the octet is padding. */
    static McsResult result(WireReader in, int choiceBits) {
        int octet = in.u8("result");
        if ((octet & 0x1f) != 0) {
            throw in.violation("result", Problem.MALFORMED, "padding 0x" + Integer.toHexString(octet & 0x1f));
        }
        return McsResult.of((choiceBits & 0x01) << 3 | octet >> 5, in);
    }

    /** Choice, whether the optional part is there, and the result. */
    static void choiceAndResult(WireWriter out, int choice, boolean optional, McsResult result) {
        out.u8("choice", choice << 2 | (optional ? 0x02 : 0) | result.value() >> 3)
                .u8("result", (result.value() & 0x07) << 5);
    }

    static int user(WireReader in, String field) {
        int value = in.u16be(field) + FIRST_USER;
        if (value > MAX_CHANNEL) {
            throw in.violation(field, Problem.LIMIT_EXCEEDED, "user " + value + ", at most " + MAX_CHANNEL);
        }
        return value;
    }

    static void user(WireWriter out, String field, int user) {
        out.u16be(field, user - FIRST_USER);
    }

    /** @throws IllegalArgumentException unless 1001 to 65535 */
    static void checkUser(String field, int user) {
        if (user < FIRST_USER || user > MAX_CHANNEL) {
            throw new IllegalArgumentException(field + " " + user + ", allowed 1001 to 65535");
        }
    }

    /** @throws IllegalArgumentException unless 0 to 65535 */
    static void checkChannel(String field, int channel) {
        if (channel < 0 || channel > MAX_CHANNEL) {
            throw new IllegalArgumentException(field + " " + channel + ", allowed 0 to 65535");
        }
    }
}

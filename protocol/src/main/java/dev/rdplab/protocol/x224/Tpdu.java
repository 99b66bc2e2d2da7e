package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** What all X.224 TPDUs other than data have in common, X.224 section 13. */
final class Tpdu {

    static final String STRUCTURE = "X224";

    /** Bytes counted by the length indicator: type 1 + references 2 + 2 + class or reason 1. */
    static final int FIXED_PART = 6;

    /** Bytes at most behind the fixed part. The length indicator ends at 254, X.224 section 13.2.1. */
    static final int MAX_VARIABLE_PART = 254 - FIXED_PART;

    private Tpdu() {}

    /** Reads TPKT and the length indicator, which has to agree with TPKT.length. */
    static WireReader read(WireReader in) {
        var tpdu = Tpkt.read(in).as(STRUCTURE);
        int lengthIndicator = tpdu.u8("lengthIndicator");
        if (lengthIndicator != tpdu.remaining()) {
            throw tpdu.violation(
                    "lengthIndicator",
                    Problem.INCONSISTENT,
                    lengthIndicator + ", but the frame holds " + tpdu.remaining());
        }
        if (lengthIndicator < FIXED_PART || lengthIndicator > FIXED_PART + MAX_VARIABLE_PART) {
            throw tpdu.violation(
                    "lengthIndicator",
                    Problem.LENGTH_OUT_OF_BOUNDS,
                    lengthIndicator + ", allowed " + FIXED_PART + " to " + (FIXED_PART + MAX_VARIABLE_PART));
        }
        return tpdu;
    }

    static void expectType(WireReader tpdu, int expected) {
        int type = tpdu.peekU8("type");
        if (type != expected) {
            throw tpdu.violation("type", Problem.UNEXPECTED_PDU, type);
        }
        tpdu.u8("type");
    }

    /** @param last the class in connection TPDUs, the reason in a disconnect request */
    static void write(
            WireWriter out,
            int type,
            int destinationReference,
            int sourceReference,
            String lastField,
            int last,
            Consumer<WireWriter> variablePart) {
        Tpkt.write(
                out,
                frame -> frame.sized(
                        (w, length) -> w.structure(STRUCTURE, x -> x.u8("lengthIndicator", FIXED_PART + length)
                                .u8("type", type)
                                .u16be("destinationReference", destinationReference)
                                .u16be("sourceReference", sourceReference)
                                .u8(lastField, last)),
                        variablePart));
    }

    /** @throws IllegalArgumentException unless {@code value} is 0 to {@code max} */
    static int checked(String field, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(field + " " + value + ", allowed 0 to " + max);
        }
        return value;
    }
}

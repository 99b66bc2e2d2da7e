package dev.rdplab.protocol.der;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;

/**
 * Reads DER elements from front to back. All lengths of one encoding must be of one form, which {@link #lengths} returns
 * afterwards; so what was read can be written again byte for byte.
 */
public final class DerReader {

    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int ENUMERATED = 0x0a;
    public static final int SEQUENCE = 0x30;

    private static final int CONTEXT_CONSTRUCTED = 0xa0;

    private static final class Form {
        DerLengths lengths;
    }

    private final WireReader in;
    private final Form form;

    private DerReader(WireReader in, Form form) {
        this.in = in;
        this.form = form;
    }

    public static DerReader of(WireReader in) {
        return new DerReader(in, new Form());
    }

    public static DerReader of(Bytes message, Stage stage, String structure) {
        return of(WireReader.of(message, stage, structure));
    }

    /** The tag of a constructed element of the context class. @param number 0 to 30 */
    public static int context(int number) {
        return CONTEXT_CONSTRUCTED | number;
    }

    /** The content of the element that comes next. @throws ProtocolViolationException when it has another tag */
    public DerReader enter(String field, int tag) {
        in.expectU8(field, ".tag", tag);
        return new DerReader(in.slice(field, length(field)), form);
    }

    /** Whether the next element has this tag. */
    public boolean next(int tag) {
        return in.hasRemaining() && in.peekU8("tag") == tag;
    }

    public boolean hasRemaining() {
        return in.hasRemaining();
    }

    public void expectEnd() {
        in.expectEnd();
    }

    /** The fields inside, when the content is read otherwise than as DER. */
    public WireReader wire() {
        return in;
    }

    public Bytes octetString(String field) {
        return primitive(field, OCTET_STRING);
    }

    /** The content octets of a primitive element. */
    public Bytes primitive(String field, int tag) {
        in.expectU8(field, ".tag", tag);
        return in.bytes(field, length(field));
    }

    /** A two's complement number of one to four octets, in the fewest octets. */
    public int integer(String field) {
        in.expectU8(field, ".tag", INTEGER);
        int length = length(field);
        if (length < 1 || length > 4) {
            throw in.violation(field, Problem.LENGTH_OUT_OF_BOUNDS, length + " octets, 1 to 4 allowed");
        }
        Bytes octets = in.bytes(field, length);
        int value = (byte) octets.get(0);
        for (int i = 1; i < length; i++) {
            value = value << 8 | octets.get(i);
        }
        if (DerWriter.octets(value) != length) {
            throw in.violation(field, Problem.MALFORMED, "0x" + octets.hex() + " is not in the fewest octets");
        }
        return value;
    }

    /** One octet of an enumeration. */
    public int enumerated(String field) {
        in.expectU8(field, ".tag", ENUMERATED);
        in.expectU8(field, ".length", 1);
        return in.u8(field);
    }

    /** The form of the lengths read so far; {@link DerLengths#MINIMAL} where both forms are the same. */
    public DerLengths lengths() {
        return form.lengths == null ? DerLengths.MINIMAL : form.lengths;
    }

    public ProtocolViolationException violation(String field, Problem problem, String detail) {
        return in.violation(field, problem, detail);
    }

    private int length(String field) {
        Bytes octets = TlvLength.read(in, field, ".length");
        long length = TlvLength.value(octets);
        agree(field, length, octets.length());
        return in.bounded(field, length, 0xffffff);
    }

    private void agree(String field, long length, int octets) {
        int fewest = TlvLength.fewest(length);
        boolean wide = fewest == 2 && octets == 3;
        if (octets != fewest && !wide) {
            throw in.violation(field + ".length", Problem.MALFORMED, length + " in " + octets + " octets");
        }
        if (fewest == 2) {
            var seen = wide ? DerLengths.TWO_OCTETS : DerLengths.MINIMAL;
            if (form.lengths != null && form.lengths != seen) {
                throw in.violation(field + ".length", Problem.MALFORMED, "two forms of length in one encoding");
            }
            form.lengths = seen;
        }
    }
}

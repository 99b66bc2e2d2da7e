package dev.rdplab.protocol.der;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** Writes DER elements with named fields; the counterpart of {@link DerReader}. */
public final class DerWriter {

    private final WireWriter out;
    private final DerLengths lengths;

    private DerWriter(WireWriter out, DerLengths lengths) {
        this.out = out;
        this.lengths = lengths;
    }

    public static DerWriter to(WireWriter out, DerLengths lengths) {
        return new DerWriter(out, lengths);
    }

    public static DerWriter to(WireWriter out) {
        return to(out, DerLengths.MINIMAL);
    }

    /** An element around what {@code body} writes. */
    public DerWriter element(String field, int tag, Consumer<DerWriter> body) {
        out.sized((w, length) -> on(w).head(field, tag, length), w -> body.accept(on(w)));
        return this;
    }

    public DerWriter octetString(String field, Bytes value) {
        return primitive(field, DerReader.OCTET_STRING, value);
    }

    public DerWriter primitive(String field, int tag, Bytes content) {
        head(field, tag, content.length());
        out.bytes(field, content);
        return this;
    }

    /** Elements that are encoded already. */
    public DerWriter raw(String field, Bytes elements) {
        out.bytes(field, elements);
        return this;
    }

    /** A two's complement number in the fewest octets. */
    public DerWriter integer(String field, int value) {
        int count = octets(value);
        byte[] content = new byte[count];
        for (int i = 0; i < count; i++) {
            content[i] = (byte) (value >> 8 * (count - 1 - i));
        }
        return primitive(field, DerReader.INTEGER, Bytes.wrap(content));
    }

    public DerWriter enumerated(String field, int value) {
        return primitive(field, DerReader.ENUMERATED, Bytes.of(value));
    }

    private DerWriter on(WireWriter writer) {
        return writer == out ? this : new DerWriter(writer, lengths);
    }

    static int octets(int value) {
        int count = 1;
        while (count < 4 && value >> 8 * count - 1 != 0 && value >> 8 * count - 1 != -1) {
            count++;
        }
        return count;
    }

    private void head(String field, int tag, int length) {
        out.u8(out.part(field, ".tag"), tag);
        String name = out.part(field, ".length");
        if (length < 0x80) { // the two short forms make no array: every field of a TSRequest has one
            out.u8(name, length);
        } else if (length < 0x100 && lengths == DerLengths.MINIMAL) {
            out.u16be(name, 0x8100 | length);
        } else {
            out.bytes(name, TlvLength.write(length, lengths == DerLengths.TWO_OCTETS ? 3 : 1));
        }
    }
}

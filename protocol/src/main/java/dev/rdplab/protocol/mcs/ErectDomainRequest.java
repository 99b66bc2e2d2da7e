package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;

/**
 * MCS Erect Domain Request, T.125 section 11.8 and [MS-RDPBCGR] 2.2.1.5. No answer belongs to it.
 *
 * @param subHeight 0 to 0xFFFFFFFF, in 16-bit form to 0xFFFF
 * @param subInterval as subHeight
 */
public record ErectDomainRequest(long subHeight, long subInterval, Form form) implements DomainPdu {

    /** How the two integers are spelled. */
    public enum Form {
        /** Length and value, as PER has it. */
        PER,
        /** Two bytes each without a length, as rdesktop sends it against the rules and all servers take it. */
        SIXTEEN_BIT
    }

    public static final String STRUCTURE = "ErectDomainRequest";

    static final int CHOICE = 1;

    private static final int SIXTEEN_BIT_LENGTH = 4;

    /** @throws IllegalArgumentException when a value does not fit its form */
    public ErectDomainRequest {
        long max = form == Form.PER ? 0xffff_ffffL : 0xffff;
        if (subHeight < 0 || subHeight > max || subInterval < 0 || subInterval > max) {
            throw new IllegalArgumentException(
                    "height " + subHeight + ", interval " + subInterval + ", at most " + max);
        }
        if (form == Form.SIXTEEN_BIT && subHeight > 0xff) {
            throw new IllegalArgumentException("a height above 255 in 16 bits would be read as a length");
        }
    }

    /** As Windows and FreeRDP send it. */
    public static ErectDomainRequest of() {
        return new ErectDomainRequest(0, 0, Form.PER);
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ErectDomainRequest decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    static ErectDomainRequest read(WireReader frame) {
        var in = frame.as(STRUCTURE);
        Per.wholeChoice(in, CHOICE);
        // No PER integer has a length of 0.
        var form = in.remaining() == SIXTEEN_BIT_LENGTH && in.peekU8("subHeight") == 0 ? Form.SIXTEEN_BIT : Form.PER;
        var request = form == Form.PER
                ? new ErectDomainRequest(integer(in, "subHeight"), integer(in, "subInterval"), form)
                : new ErectDomainRequest(in.u16be("subHeight"), in.u16be("subInterval"), form);
        in.expectEnd();
        return request;
    }

    @Override
    public void encode(WireWriter out) {
        DataHeader.writeFrame(
                out,
                frame -> frame.structure(STRUCTURE, w -> {
                    w.u8("choice", CHOICE << 2);
                    if (form == Form.PER) {
                        integer(w, "subHeight", subHeight);
                        integer(w, "subInterval", subInterval);
                    } else {
                        w.u16be("subHeight", (int) subHeight).u16be("subInterval", (int) subInterval);
                    }
                }));
    }

    private static long integer(WireReader in, String field) {
        int length = in.u8(field, ".length");
        if (length < 1 || length > 4) {
            throw in.violation(field + ".length", Problem.LENGTH_OUT_OF_BOUNDS, length + ", allowed 1 to 4");
        }
        var content = in.bytes(field, length);
        if (length > 1 && content.get(0) == 0) {
            throw in.violation(field, Problem.MALFORMED, "not the shortest form: " + content);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | content.get(i);
        }
        return value;
    }

    private static void integer(WireWriter out, String field, long value) {
        byte[] content = new byte[BerForm.octetsOfUnsigned(value)];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (value >> 8 * (content.length - 1 - i));
        }
        out.u8(out.part(field, ".length"), content.length).bytes(field, Bytes.wrap(content));
    }
}

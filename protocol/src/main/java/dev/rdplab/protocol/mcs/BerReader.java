package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.der.TlvLength;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** Reads the few BER types of the connect PDUs and notes how they were spelled. */
final class BerReader {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int ENUMERATED = 0x0a;

    private final WireReader in;
    private final List<Integer> octets;

    private BerReader(WireReader in, List<Integer> octets) {
        this.in = in;
        this.octets = octets;
    }

    /** Over the content of the PDU, to whose end the frame reaches. */
    static BerReader of(WireReader frame, String structure, int tag) {
        var in = frame.as(structure);
        var octets = new ArrayList<Integer>();
        if (in.remaining() < 2) {
            throw in.violation("tag", Problem.TRUNCATED, "needs 2 bytes, " + in.remaining() + " left");
        }
        in.expectU16be("tag", tag);
        int length = length(in, "length", "", octets);
        var content = new BerReader(in.slice("length", length), octets);
        in.expectEnd();
        return content;
    }

    BerForm form() {
        byte[] array = new byte[octets.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = octets.get(i).byteValue();
        }
        return new BerForm(Bytes.wrap(array));
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    void expectEnd() {
        in.expectEnd();
    }

    /** A constructed value whose parts are named after {@code structure}. */
    BerReader inside(String structure, int tag) {
        var header = in.as(structure);
        header.expectU8("tag", tag);
        int length = length(header, "length", "", octets);
        return new BerReader(header.slice("length", length), octets);
    }

    /** A reader over the content of an OCTET STRING. */
    WireReader octetString(String field, int limit) {
        in.expectU8(field, ".tag", 0x04);
        int length = length(in, field, ".length", octets);
        in.bounded(field, ".length", length, limit);
        return in.slice(field, length);
    }

    boolean bool(String field) {
        in.expectU8(field, ".tag", BOOLEAN);
        in.expectU8(field, ".length", 1);
        int value = in.u8(field);
        octets.add(value == 0xff ? 0 : value);
        return value != 0;
    }

    McsResult result(String field) {
        in.expectU8(field, ".tag", ENUMERATED);
        in.expectU8(field, ".length", 1);
        return McsResult.of(in.u8(field), in);
    }

    /** 0 to 0xFFFFFFFF; the first bit is not a sign, because Windows writes 65535 as FF FF. */
    long integer(String field) {
        in.expectU8(field, ".tag", INTEGER);
        int count = in.u8(field, ".length");
        if (count < 1 || count > BerForm.MAX_OCTETS) {
            throw in.violation(field + ".length", Problem.LENGTH_OUT_OF_BOUNDS, count + ", allowed 1 to 5");
        }
        var content = in.bytes(field, count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | content.get(i);
        }
        if (value > DomainParameters.MAX_VALUE) {
            throw in.violation(field, Problem.LIMIT_EXCEEDED, value);
        }
        octets.add(count == BerForm.octetsOfInteger(value) ? 0 : count);
        return value;
    }

    private static int length(WireReader in, String field, String part, List<Integer> octets) {
        var read = TlvLength.read(in, field, part);
        int bounded = in.bounded(field, part, TlvLength.value(read), in.remaining());
        octets.add(read.length() == TlvLength.fewest(bounded) ? 0 : read.length());
        return bounded;
    }
}

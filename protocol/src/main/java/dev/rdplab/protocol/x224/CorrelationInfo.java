package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * RDP_NEG_CORRELATION_INFO, [MS-RDPBCGR] 2.2.1.1.2: 36 bytes, integers little-endian.
 *
 * @param correlationId 16 bytes that name the connection in the logs of both ends. Ids that the specification advises
 *     against (first byte 0x00 or 0xF4, or a 0x0D anywhere) are accepted.
 */
public record CorrelationInfo(Bytes correlationId) implements Pdu {

    public static final String STRUCTURE = "RDP_NEG_CORRELATION_INFO";

    /** Bytes: type 1 + flags 1 + length 2 + correlationId 16 + reserved 16. */
    public static final int LENGTH = 36;

    private static final int TYPE = 0x06;
    private static final int ID_LENGTH = 16;
    private static final Bytes RESERVED = Bytes.zeros(16);

    public CorrelationInfo {
        if (correlationId.length() != ID_LENGTH) {
            throw new IllegalArgumentException("correlationId has " + correlationId.length() + " bytes instead of 16");
        }
    }

    static CorrelationInfo decode(WireReader tpdu) {
        var in = tpdu.as(STRUCTURE);
        in.expectU8("type", TYPE);
        in.expectU8("flags", 0);
        in.expectU16le("length", LENGTH);
        var correlationId = in.bytes("correlationId", ID_LENGTH);
        if (!in.bytes("reserved", RESERVED.length()).equals(RESERVED)) {
            throw in.violation("reserved", Problem.UNEXPECTED_VALUE, "not zero");
        }
        return new CorrelationInfo(correlationId);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(STRUCTURE, w -> w.u8("type", TYPE)
                .u8("flags", 0)
                .u16le("length", LENGTH)
                .bytes("correlationId", correlationId)
                .bytes("reserved", RESERVED));
    }
}

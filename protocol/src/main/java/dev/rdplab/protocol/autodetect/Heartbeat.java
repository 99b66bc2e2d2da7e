package dev.rdplab.protocol.autodetect;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Heartbeat PDU of the server, [MS-RDPBCGR] 2.2.16.1; the security header carries SEC_HEARTBEAT. Four bytes.
 *
 * @param reserved 8 bits
 * @param period seconds between heartbeats, 8 bits
 * @param count1 missed heartbeats before the user is warned, 8 bits
 * @param count2 missed heartbeats before the client reconnects, 8 bits
 */
public record Heartbeat(int reserved, int period, int count1, int count2) implements Pdu {

    private static final String NAME = "TS_HEARTBEAT_PDU";

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u8("reserved", reserved)
                .u8("period", period)
                .u8("count1", count1)
                .u8("count2", count2));
    }

    /** Reads one PDU that ends where {@code reader} ends. */
    public static Heartbeat decode(WireReader reader) {
        var in = reader.as(NAME);
        var pdu = new Heartbeat(in.u8("reserved"), in.u8("period"), in.u8("count1"), in.u8("count2"));
        in.expectEnd();
        return pdu;
    }
}

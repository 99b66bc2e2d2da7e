package dev.rdplab.protocol.share;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A data PDU whose body stays unread: input, updates, compressed bodies and types not known here.
 *
 * @param pduType2 8 bits
 */
public record OpaqueData(int pduType2, Bytes body) implements DataPdu {

    /** PDUTYPE2_UPDATE, [MS-RDPBCGR] 2.2.9.1.1.3. */
    public static final int UPDATE = 2;
    /** PDUTYPE2_INPUT, [MS-RDPBCGR] 2.2.8.1.1.3. */
    public static final int INPUT = 28;

    @Override
    public String pduName() {
        return DataPdu.name(pduType2);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("TS_SHARE_DATA", w -> w.bytes("body", body));
    }

    static OpaqueData decode(int pduType2, WireReader in) {
        return new OpaqueData(pduType2, in.as("TS_SHARE_DATA").rest("body"));
    }
}

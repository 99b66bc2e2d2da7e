package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Synchronize PDU of either end, [MS-RDPBCGR] 2.2.1.14.1 and 2.2.1.19. Four bytes: messageType 2, always 1, and targetUser.
 *
 * @param targetUser channel id of the receiver, 16 bits
 */
public record Synchronize(int targetUser) implements DataPdu {

    static final int TYPE = 31; // PDUTYPE2_SYNCHRONIZE

    private static final String NAME = "TS_SYNCHRONIZE_PDU";
    private static final int SYNCMSGTYPE_SYNC = 1;

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.SYNCHRONIZE;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u16le("messageType", SYNCMSGTYPE_SYNC).u16le("targetUser", targetUser));
    }

    static Synchronize decode(WireReader reader) {
        var in = reader.as(NAME);
        in.expectU16le("messageType", SYNCMSGTYPE_SYNC);
        return new Synchronize(in.u16le("targetUser"));
    }
}

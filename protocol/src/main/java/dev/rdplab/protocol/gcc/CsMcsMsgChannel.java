package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CS_MCS_MSGCHANNEL, [MS-RDPBCGR] 2.2.1.3.7: the client wants the message channel; no flag has a meaning. Eight bytes.
 *
 * @param flags 32 bits, little-endian
 */
public record CsMcsMsgChannel(long flags) implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_MCS_MSGCHANNEL";
    static final int TYPE = 0xc006;

    /** @throws IllegalArgumentException unless the flags fit 32 bits */
    public CsMcsMsgChannel {
        Block.checkU32("flags", flags);
    }

    static CsMcsMsgChannel read(WireReader block) {
        return new CsMcsMsgChannel(Block.body(block, STRUCTURE).u32le("flags"));
    }

    @Override
    public void encode(WireWriter out) {
        Block.writeFlags(out, STRUCTURE, TYPE, flags);
    }
}

package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** SC_MCS_MSGCHANNEL, [MS-RDPBCGR] 2.2.1.4.5. Six bytes. @param mcsChannelId 16 bits, little-endian: the message channel */
public record ScMcsMsgChannel(int mcsChannelId) implements ServerBlock {

    public static final String STRUCTURE = "TS_UD_SC_MCS_MSGCHANNEL";
    static final int TYPE = 0x0c04;

    /** @throws IllegalArgumentException unless the id fits 16 bits */
    public ScMcsMsgChannel {
        Block.checkU16("mcsChannelId", mcsChannelId);
    }

    static ScMcsMsgChannel read(WireReader block) {
        return new ScMcsMsgChannel(Block.body(block, STRUCTURE).u16le("MCSChannelID"));
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> w.u16le("MCSChannelID", mcsChannelId));
    }
}

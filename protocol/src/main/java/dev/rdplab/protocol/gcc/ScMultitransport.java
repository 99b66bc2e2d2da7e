package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * SC_MULTITRANSPORT, [MS-RDPBCGR] 2.2.1.4.6: the UDP transports that the server has; bits as in {@link CsMultitransport}. Eight bytes.
 *
 * @param flags 32 bits, little-endian
 */
public record ScMultitransport(long flags) implements ServerBlock {

    public static final String STRUCTURE = "TS_UD_SC_MULTITRANSPORT";
    static final int TYPE = 0x0c08;

    /** @throws IllegalArgumentException unless the flags fit 32 bits */
    public ScMultitransport {
        Block.checkU32("flags", flags);
    }

    static ScMultitransport read(WireReader block) {
        return new ScMultitransport(Block.body(block, STRUCTURE).u32le("flags"));
    }

    @Override
    public void encode(WireWriter out) {
        Block.writeFlags(out, STRUCTURE, TYPE, flags);
    }
}

package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CS_MULTITRANSPORT, [MS-RDPBCGR] 2.2.1.3.8: the UDP transports that the client has. Eight bytes.
 *
 * @param flags 32 bits, little-endian
 */
public record CsMultitransport(long flags) implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_MULTITRANSPORT";
    static final int TYPE = 0xc00a;

    /** Reliable UDP. */
    public static final long TRANSPORTTYPE_UDPFECR = 0x01;
    /** Lossy UDP. */
    public static final long TRANSPORTTYPE_UDPFECL = 0x04;

    public static final long TRANSPORTTYPE_UDP_PREFERRED = 0x100;
    public static final long SOFTSYNC_TCP_TO_UDP = 0x200;

    /** @throws IllegalArgumentException unless the flags fit 32 bits */
    public CsMultitransport {
        Block.checkU32("flags", flags);
    }

    static CsMultitransport read(WireReader block) {
        return new CsMultitransport(Block.body(block, STRUCTURE).u32le("flags"));
    }

    @Override
    public void encode(WireWriter out) {
        Block.writeFlags(out, STRUCTURE, TYPE, flags);
    }
}

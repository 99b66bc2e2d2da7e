package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CS_CLUSTER, [MS-RDPBCGR] 2.2.1.3.5. Twelve bytes.
 *
 * @param flags 32 bits: REDIRECTION_SUPPORTED 0x01, REDIRECTED_SESSIONID_FIELD_VALID 0x02, ServerSessionRedirectionVersion
 *     in bits 2 to 5, REDIRECTED_SMARTCARD 0x40
 * @param redirectedSessionId 32 bits
 */
public record CsCluster(long flags, long redirectedSessionId) implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_CLUSTER";
    static final int TYPE = 0xc004;

    /** redirectedSessionId says which session is meant. */
    public static final long REDIRECTED_SESSIONID_FIELD_VALID = 0x02;

    /** @throws IllegalArgumentException unless the values fit 32 bits */
    public CsCluster {
        Block.checkU32("flags", flags);
        Block.checkU32("redirectedSessionId", redirectedSessionId);
    }

    static CsCluster read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        return new CsCluster(in.u32le("Flags"), in.u32le("RedirectedSessionID"));
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(
                out, STRUCTURE, TYPE, w -> w.u32le("Flags", flags).u32le("RedirectedSessionID", redirectedSessionId));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Fast-path updates in fragments, TS_MULTIFRAGMENTUPDATE_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.6. 4 bytes.
 *
 * @param maxRequestSize bytes the sender can reassemble
 */
public record MultifragmentUpdateCapability(long maxRequestSize) implements CapabilitySet {

    private static final String NAME = "TS_MULTIFRAGMENTUPDATE_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("maxRequestSize", maxRequestSize));
    }

    static MultifragmentUpdateCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new MultifragmentUpdateCapability(in.u32le("maxRequestSize"));
    }
}

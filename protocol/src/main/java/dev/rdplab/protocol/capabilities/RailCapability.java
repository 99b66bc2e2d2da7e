package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Remote programs, TS_RAIL_CAPABILITYSET, [MS-RDPERP] 2.2.1.1.1. 4 bytes.
 *
 * @param railSupportLevel flags; 1 supported
 */
public record RailCapability(long railSupportLevel) implements CapabilitySet {

    private static final String NAME = "TS_RAIL_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("railSupportLevel", railSupportLevel));
    }

    static RailCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new RailCapability(in.u32le("railSupportLevel"));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Brushes the client can take, TS_BRUSH_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.7. 4 bytes. */
public record BrushCapability(long brushSupportLevel) implements CapabilitySet {

    private static final String NAME = "TS_BRUSH_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("brushSupportLevel", brushSupportLevel));
    }

    static BrushCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new BrushCapability(in.u32le("brushSupportLevel"));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Pointer shapes above 32 by 32 pixels, TS_LARGE_POINTER_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.7. 2 bytes. */
public record LargePointerCapability(int largePointerSupportFlags) implements CapabilitySet {

    private static final String NAME = "TS_LARGE_POINTER_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("largePointerSupportFlags", largePointerSupportFlags));
    }

    static LargePointerCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new LargePointerCapability(in.u16le("largePointerSupportFlags"));
    }
}

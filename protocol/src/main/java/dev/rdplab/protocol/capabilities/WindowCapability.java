package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Windows and notification icons of remote programs, TS_WINDOW_CAPABILITYSET, [MS-RDPERP] 2.2.1.1.2. 7 bytes. */
public record WindowCapability(long wndSupportLevel, int numIconCaches, int numIconCacheEntries)
        implements CapabilitySet {

    private static final String NAME = "TS_WINDOW_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("wndSupportLevel", wndSupportLevel)
                .u8("numIconCaches", numIconCaches)
                .u16le("numIconCacheEntries", numIconCacheEntries));
    }

    static WindowCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new WindowCapability(
                in.u32le("wndSupportLevel"), in.u8("numIconCaches"), in.u16le("numIconCacheEntries"));
    }
}

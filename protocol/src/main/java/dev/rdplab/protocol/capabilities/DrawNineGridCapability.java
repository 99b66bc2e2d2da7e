package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Nine-grid bitmap cache, TS_DRAW_NINEGRID_CAPABILITYSET, [MS-RDPEGDI] 2.2.1.2. 8 bytes.
 *
 * @param drawNineGridCacheSize kilobytes
 */
public record DrawNineGridCapability(
        long drawNineGridSupportLevel, int drawNineGridCacheSize, int drawNineGridCacheEntries)
        implements CapabilitySet {

    private static final String NAME = "TS_DRAW_NINEGRID_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("drawNineGridSupportLevel", drawNineGridSupportLevel)
                .u16le("drawNineGridCacheSize", drawNineGridCacheSize)
                .u16le("drawNineGridCacheEntries", drawNineGridCacheEntries));
    }

    static DrawNineGridCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new DrawNineGridCapability(
                in.u32le("drawNineGridSupportLevel"),
                in.u16le("drawNineGridCacheSize"),
                in.u16le("drawNineGridCacheEntries"));
    }
}

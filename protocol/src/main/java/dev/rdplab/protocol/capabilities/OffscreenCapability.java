package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Off-screen bitmap cache, TS_OFFSCREEN_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.9. 8 bytes.
 *
 * @param offscreenCacheSize kilobytes
 */
public record OffscreenCapability(long offscreenSupportLevel, int offscreenCacheSize, int offscreenCacheEntries)
        implements CapabilitySet {

    private static final String NAME = "TS_OFFSCREEN_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("offscreenSupportLevel", offscreenSupportLevel)
                .u16le("offscreenCacheSize", offscreenCacheSize)
                .u16le("offscreenCacheEntries", offscreenCacheEntries));
    }

    static OffscreenCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new OffscreenCapability(
                in.u32le("offscreenSupportLevel"), in.u16le("offscreenCacheSize"), in.u16le("offscreenCacheEntries"));
    }
}

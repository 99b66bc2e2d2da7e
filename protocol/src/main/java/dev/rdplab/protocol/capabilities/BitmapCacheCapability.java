package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Bitmap caches of revision 1, TS_BITMAPCACHE_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.4.1. 36 bytes.
 *
 * @param cache0MaximumCellSize bytes
 * @param cache1MaximumCellSize bytes
 * @param cache2MaximumCellSize bytes
 */
public record BitmapCacheCapability(
        long pad1,
        long pad2,
        long pad3,
        long pad4,
        long pad5,
        long pad6,
        int cache0Entries,
        int cache0MaximumCellSize,
        int cache1Entries,
        int cache1MaximumCellSize,
        int cache2Entries,
        int cache2MaximumCellSize)
        implements CapabilitySet {

    private static final String NAME = "TS_BITMAPCACHE_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("pad1", pad1)
                .u32le("pad2", pad2)
                .u32le("pad3", pad3)
                .u32le("pad4", pad4)
                .u32le("pad5", pad5)
                .u32le("pad6", pad6)
                .u16le("cache0Entries", cache0Entries)
                .u16le("cache0MaximumCellSize", cache0MaximumCellSize)
                .u16le("cache1Entries", cache1Entries)
                .u16le("cache1MaximumCellSize", cache1MaximumCellSize)
                .u16le("cache2Entries", cache2Entries)
                .u16le("cache2MaximumCellSize", cache2MaximumCellSize));
    }

    static BitmapCacheCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new BitmapCacheCapability(
                in.u32le("pad1"),
                in.u32le("pad2"),
                in.u32le("pad3"),
                in.u32le("pad4"),
                in.u32le("pad5"),
                in.u32le("pad6"),
                in.u16le("cache0Entries"),
                in.u16le("cache0MaximumCellSize"),
                in.u16le("cache1Entries"),
                in.u16le("cache1MaximumCellSize"),
                in.u16le("cache2Entries"),
                in.u16le("cache2MaximumCellSize"));
    }
}

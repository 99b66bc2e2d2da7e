package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * GDI+ 1.1 drawing, TS_DRAW_GDIPLUS_CAPABILITYSET, [MS-RDPEGDI] 2.2.1.3. 36 bytes.
 *
 * @param gdipCacheEntries five 16-bit numbers of entries
 * @param gdipCacheChunkSize four 16-bit sizes in bytes
 * @param gdipImageCacheProperties three 16-bit sizes
 */
public record DrawGdiPlusCapability(
        long drawGDIPlusSupportLevel,
        long gdipVersion,
        long drawGdiplusCacheLevel,
        Bytes gdipCacheEntries,
        Bytes gdipCacheChunkSize,
        Bytes gdipImageCacheProperties)
        implements CapabilitySet {

    private static final String NAME = "TS_DRAW_GDIPLUS_CAPABILITYSET";

    public DrawGdiPlusCapability {
        CapabilitySet.requireLength("gdipCacheEntries", gdipCacheEntries, 10);
        CapabilitySet.requireLength("gdipCacheChunkSize", gdipCacheChunkSize, 8);
        CapabilitySet.requireLength("gdipImageCacheProperties", gdipImageCacheProperties, 6);
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("drawGDIPlusSupportLevel", drawGDIPlusSupportLevel)
                .u32le("gdipVersion", gdipVersion)
                .u32le("drawGdiplusCacheLevel", drawGdiplusCacheLevel)
                .bytes("gdipCacheEntries", gdipCacheEntries)
                .bytes("gdipCacheChunkSize", gdipCacheChunkSize)
                .bytes("gdipImageCacheProperties", gdipImageCacheProperties));
    }

    static DrawGdiPlusCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new DrawGdiPlusCapability(
                in.u32le("drawGDIPlusSupportLevel"),
                in.u32le("gdipVersion"),
                in.u32le("drawGdiplusCacheLevel"),
                in.bytes("gdipCacheEntries", 10),
                in.bytes("gdipCacheChunkSize", 8),
                in.bytes("gdipImageCacheProperties", 6));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Bitmap caches of revision 2, TS_BITMAPCACHE_CAPABILITYSET_REV2, [MS-RDPBCGR] 2.2.7.1.4.2. 36 bytes.
 *
 * @param cacheFlags 0x0001 persistent, 0x0002 waiting list
 * @param numCellCaches 0 to 5 cell infos are meaningful
 */
public record BitmapCacheRev2Capability(
        int cacheFlags,
        int pad2,
        int numCellCaches,
        long bitmapCache0CellInfo,
        long bitmapCache1CellInfo,
        long bitmapCache2CellInfo,
        long bitmapCache3CellInfo,
        long bitmapCache4CellInfo,
        Bytes pad3)
        implements CapabilitySet {

    private static final String NAME = "TS_BITMAPCACHE_CAPABILITYSET_REV2";

    public BitmapCacheRev2Capability {
        CapabilitySet.requireLength("pad3", pad3, 12);
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("cacheFlags", cacheFlags)
                .u8("pad2", pad2)
                .u8("numCellCaches", numCellCaches)
                .u32le("bitmapCache0CellInfo", bitmapCache0CellInfo)
                .u32le("bitmapCache1CellInfo", bitmapCache1CellInfo)
                .u32le("bitmapCache2CellInfo", bitmapCache2CellInfo)
                .u32le("bitmapCache3CellInfo", bitmapCache3CellInfo)
                .u32le("bitmapCache4CellInfo", bitmapCache4CellInfo)
                .bytes("pad3", pad3));
    }

    static BitmapCacheRev2Capability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new BitmapCacheRev2Capability(
                in.u16le("cacheFlags"),
                in.u8("pad2"),
                in.u8("numCellCaches"),
                in.u32le("bitmapCache0CellInfo"),
                in.u32le("bitmapCache1CellInfo"),
                in.u32le("bitmapCache2CellInfo"),
                in.u32le("bitmapCache3CellInfo"),
                in.u32le("bitmapCache4CellInfo"),
                in.bytes("pad3", 12));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The server keeps persistent bitmap caches, TS_BITMAPCACHE_HOSTSUPPORT_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.1. 4
 * bytes.
 */
public record BitmapCacheHostSupportCapability(int cacheVersion, int pad1, int pad2) implements CapabilitySet {

    private static final String NAME = "TS_BITMAPCACHE_HOSTSUPPORT_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(
                NAME, w -> w.u8("cacheVersion", cacheVersion).u8("pad1", pad1).u16le("pad2", pad2));
    }

    static BitmapCacheHostSupportCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new BitmapCacheHostSupportCapability(in.u8("cacheVersion"), in.u8("pad1"), in.u16le("pad2"));
    }
}

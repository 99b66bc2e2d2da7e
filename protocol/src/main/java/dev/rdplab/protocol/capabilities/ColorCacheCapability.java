package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Colour table cache, TS_COLORTABLE_CAPABILITYSET, [MS-RDPEGDI] 2.2.1.1. 4 bytes.
 *
 * @param colorTableCacheSize entries
 */
public record ColorCacheCapability(int colorTableCacheSize, int pad2octets) implements CapabilitySet {

    private static final String NAME = "TS_COLORTABLE_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(
                NAME, w -> w.u16le("colorTableCacheSize", colorTableCacheSize).u16le("pad2octets", pad2octets));
    }

    static ColorCacheCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new ColorCacheCapability(in.u16le("colorTableCacheSize"), in.u16le("pad2octets"));
    }
}

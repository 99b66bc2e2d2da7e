package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.OptionalInt;

/**
 * Pointer caches, TS_POINTER_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.5. Six bytes, or four from a sender without the last field.
 *
 * @param colorPointerFlag 16 bits
 * @param colorPointerCacheSize entries, 16 bits
 * @param pointerCacheSize entries, 16 bits; empty from a sender without new pointers
 */
public record PointerCapability(int colorPointerFlag, int colorPointerCacheSize, OptionalInt pointerCacheSize)
        implements CapabilitySet {

    private static final String NAME = "TS_POINTER_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.u16le("colorPointerFlag", colorPointerFlag).u16le("colorPointerCacheSize", colorPointerCacheSize);
            pointerCacheSize.ifPresent(size -> w.u16le("pointerCacheSize", size));
        });
    }

    static PointerCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new PointerCapability(
                in.u16le("colorPointerFlag"),
                in.u16le("colorPointerCacheSize"),
                in.hasRemaining() ? OptionalInt.of(in.u16le("pointerCacheSize")) : OptionalInt.empty());
    }
}

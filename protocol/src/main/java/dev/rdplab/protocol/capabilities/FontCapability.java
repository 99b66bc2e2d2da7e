package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.OptionalInt;

/**
 * Font support, TS_FONT_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.5. Four bytes: fontSupportFlags and padding; xrdp sends none.
 *
 * @param fontSupportFlags 16 bits; empty when the set has no body
 * @param pad2octets 0 when the set has no body
 */
public record FontCapability(OptionalInt fontSupportFlags, int pad2octets) implements CapabilitySet {

    private static final String NAME = "TS_FONT_CAPABILITYSET";

    public FontCapability {
        if (fontSupportFlags.isEmpty() && pad2octets != 0) {
            throw new IllegalArgumentException("padding without a body");
        }
    }

    /** The set with a body. */
    public FontCapability(int fontSupportFlags) {
        this(OptionalInt.of(fontSupportFlags), 0);
    }

    @Override
    public void encodeBody(WireWriter out) {
        fontSupportFlags.ifPresent(flags ->
                out.structure(NAME, w -> w.u16le("fontSupportFlags", flags).u16le("pad2octets", pad2octets)));
    }

    static FontCapability decode(WireReader reader) {
        if (!reader.hasRemaining()) {
            return new FontCapability(OptionalInt.empty(), 0);
        }
        var in = reader.as(NAME);
        return new FontCapability(OptionalInt.of(in.u16le("fontSupportFlags")), in.u16le("pad2octets"));
    }
}

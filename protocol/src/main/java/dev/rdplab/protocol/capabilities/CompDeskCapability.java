package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Desktop composition, TS_COMPDESK_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.8. 2 bytes. */
public record CompDeskCapability(int compDeskSupportLevel) implements CapabilitySet {

    private static final String NAME = "TS_COMPDESK_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("compDeskSupportLevel", compDeskSupportLevel));
    }

    static CompDeskCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new CompDeskCapability(in.u16le("compDeskSupportLevel"));
    }
}

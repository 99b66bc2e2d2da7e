package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Channel id of the sender, TS_SHARE_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.4. 4 bytes.
 *
 * @param nodeId 0 from a client, 1002 from a server
 */
public record ShareCapability(int nodeId, int pad2octets) implements CapabilitySet {

    private static final String NAME = "TS_SHARE_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("nodeId", nodeId).u16le("pad2octets", pad2octets));
    }

    static ShareCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new ShareCapability(in.u16le("nodeId"), in.u16le("pad2octets"));
    }
}

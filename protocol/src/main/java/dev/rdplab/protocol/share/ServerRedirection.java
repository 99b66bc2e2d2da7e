package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The server sends the client elsewhere, Enhanced Security Server Redirection PDU, [MS-RDPBCGR] 2.2.13.3.1.
 *
 * @param pduSource channel id of the sender
 * @param redirection padding and RDP_SERVER_REDIRECTION_PACKET, unread
 */
public record ServerRedirection(int pduSource, Bytes redirection) implements SharePdu {

    private static final String NAME = "RDP_ENHANCED_SECURITY_SERVER_REDIRECTION";

    @Override
    public String pduName() {
        return PduNames.SERVER_REDIRECTION;
    }

    @Override
    public void encode(WireWriter out) {
        ShareControlHeader.encode(
                out,
                ShareControlHeader.SERVER_REDIRECTION,
                pduSource,
                w -> w.structure(NAME, body -> body.bytes("redirection", redirection)));
    }

    static ServerRedirection decodeBody(int pduSource, WireReader in) {
        return new ServerRedirection(pduSource, in.as(NAME).rest("redirection"));
    }
}

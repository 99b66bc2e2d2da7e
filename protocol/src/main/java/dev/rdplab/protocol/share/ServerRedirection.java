package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The server sends the client elsewhere, Enhanced Security Server Redirection PDU, [MS-RDPBCGR] 2.2.13.3.1.
 *
 * @param pduSource channel id of the sender
 * @param pad2Octets 16 bits that mean nothing
 * @param packet what it says
 * @param pad1Octet one byte that means nothing, or none
 */
public record ServerRedirection(int pduSource, int pad2Octets, RedirectionPacket packet, Bytes pad1Octet)
        implements SharePdu {

    private static final String NAME = "RDP_ENHANCED_SECURITY_SERVER_REDIRECTION";

    public ServerRedirection(int pduSource, RedirectionPacket packet) {
        this(pduSource, 0, packet, Bytes.EMPTY);
    }

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
                w -> w.structure(NAME, body -> {
                    body.u16le("pad2Octets", pad2Octets);
                    packet.encode(body);
                    if (!pad1Octet.isEmpty()) {
                        body.bytes("pad1Octet", pad1Octet);
                    }
                }));
    }

    static ServerRedirection decodeBody(int pduSource, WireReader reader) {
        var in = reader.as(NAME);
        int pad = in.u16le("pad2Octets");
        var packet = RedirectionPacket.decode(in);
        return new ServerRedirection(
                pduSource, pad, packet, in.hasRemaining() ? in.bytes("pad1Octet", 1) : Bytes.EMPTY);
    }
}

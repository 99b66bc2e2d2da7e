package dev.rdplab.protocol.multitransport;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The server asks the client to open a UDP transport, [MS-RDPBCGR] 2.2.15.1; the security header carries
 * SEC_TRANSPORT_REQ. 24 bytes. The cookie is a credential: the text form leaves it out.
 *
 * @param requestId 32 bits
 * @param requestedProtocol {@link #UDP_RELIABLE} or {@link #UDP_LOSSY}, 16 bits
 * @param reserved 16 bits
 * @param securityCookie 16 bytes
 */
public record InitiateMultitransportRequest(long requestId, int requestedProtocol, int reserved, Bytes securityCookie)
        implements Pdu {

    /** INITITATE_REQUEST_PROTOCOL_UDPFECR, as the specification spells it. */
    public static final int UDP_RELIABLE = 1;
    /** INITITATE_REQUEST_PROTOCOL_UDPFECL. */
    public static final int UDP_LOSSY = 2;

    private static final String NAME = "INITIATE_MULTITRANSPORT_REQUEST";

    public InitiateMultitransportRequest {
        if (securityCookie.length() != 16) {
            throw new IllegalArgumentException("securityCookie has 16 bytes");
        }
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("requestId", requestId)
                .u16le("requestedProtocol", requestedProtocol)
                .u16le("reserved", reserved)
                .bytes("securityCookie", securityCookie));
    }

    /** Reads one PDU that ends where {@code reader} ends. */
    public static InitiateMultitransportRequest decode(WireReader reader) {
        var in = reader.as(NAME);
        var pdu = new InitiateMultitransportRequest(
                in.u32le("requestId"),
                in.u16le("requestedProtocol"),
                in.u16le("reserved"),
                in.bytes("securityCookie", 16));
        in.expectEnd();
        return pdu;
    }

    @Override
    public String toString() {
        return "InitiateMultitransportRequest[requestId=" + requestId + ", requestedProtocol=" + requestedProtocol
                + ", securityCookie=***]";
    }
}

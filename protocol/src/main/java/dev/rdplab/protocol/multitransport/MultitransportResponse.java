package dev.rdplab.protocol.multitransport;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The client's answer to an {@link InitiateMultitransportRequest}, [MS-RDPBCGR] 2.2.15.2; the security header carries
 * SEC_TRANSPORT_RSP. Eight bytes.
 *
 * @param requestId as in the request, 32 bits
 * @param hrResponse an HRESULT, 32 bits
 */
public record MultitransportResponse(long requestId, long hrResponse) implements Pdu {

    /** The transport is up. */
    public static final long S_OK = 0;
    /** The client does without. */
    public static final long E_ABORT = 0x80004004L;

    private static final String NAME = "MULTITRANSPORT_RESPONSE";

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("requestId", requestId).u32le("hrResponse", hrResponse));
    }

    /** Reads one PDU that ends where {@code reader} ends. */
    public static MultitransportResponse decode(WireReader reader) {
        var in = reader.as(NAME);
        var pdu = new MultitransportResponse(in.u32le("requestId"), in.u32le("hrResponse"));
        in.expectEnd();
        return pdu;
    }
}

package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A flow control PDU of T.128 section 8.5: eight bytes that begin with 0x8000 where other PDUs have their length. Old
 * servers send it, and it is not answered.
 *
 * @param pad 8 bits
 * @param pduTypeFlow 8 bits: 0x41 response, 0x42 stop, 0x43 test
 * @param flowIdentifier 8 bits
 * @param flowNumber 8 bits
 * @param pduSource channel id of the sender
 */
public record FlowPdu(int pad, int pduTypeFlow, int flowIdentifier, int flowNumber, int pduSource) implements SharePdu {

    private static final String NAME = "FlowPDU";

    @Override
    public String pduName() {
        return PduNames.FLOW;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("TS_SHARECONTROLHEADER", w -> w.u16le("totalLength", ShareControlHeader.FLOW_MARKER));
        out.structure(NAME, w -> w.u8("pad8bits", pad)
                .u8("pduTypeFlow", pduTypeFlow)
                .u8("flowIdentifier", flowIdentifier)
                .u8("flowNumber", flowNumber)
                .u16le("pduSource", pduSource));
    }

    /** Reads what follows the marker. */
    static FlowPdu decodeBody(WireReader reader) {
        var in = reader.as(NAME);
        return new FlowPdu(
                in.u8("pad8bits"),
                in.u8("pduTypeFlow"),
                in.u8("flowIdentifier"),
                in.u8("flowNumber"),
                in.u16le("pduSource"));
    }
}

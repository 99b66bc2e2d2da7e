package dev.rdplab.protocol.share;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** A PDU that begins with a TS_SHARECONTROLHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.1. */
public sealed interface SharePdu extends Pdu
        permits DemandActive, ConfirmActive, DeactivateAll, ServerRedirection, FlowPdu, ShareData {

    /** PDUs that one MCS packet may carry; its 16 KiB could hold more, no peer does. */
    int MAX_PER_PACKET = 64;

    /** The name among {@link dev.rdplab.protocol.PduNames}. */
    String pduName();

    /**
     * Reads one PDU and leaves what follows it.
     *
     * @throws ProtocolViolationException naming the field and offset that is wrong
     */
    static SharePdu decode(WireReader in) {
        var header = in.as("TS_SHARECONTROLHEADER");
        int totalLength = header.u16le("totalLength");
        if (totalLength == ShareControlHeader.FLOW_MARKER) {
            return FlowPdu.decodeBody(in.as("FlowPDU"));
        }
        if (totalLength < ShareControlHeader.SHORT_LENGTH) {
            throw header.violation("totalLength", Problem.LENGTH_OUT_OF_BOUNDS, totalLength);
        }
        int left = totalLength - 2;
        if (left > in.remaining()) {
            header.deviates(
                    "totalLength",
                    2,
                    totalLength,
                    in.remaining() + 2,
                    totalLength + ", " + (in.remaining() + 2) + " left");
            left = in.remaining();
        }
        var body = header.slice("body", left);
        var shortForm = left == 2 ? DeactivateAll.Form.BARE : DeactivateAll.Form.HEADER;
        var pdu = decodeBody(ShareControlHeader.decode(body), shortForm, body);
        body.expectEnd();
        return pdu;
    }

    /** Reads all PDUs of one packet: servers put several behind one another. */
    static List<SharePdu> decodeAll(WireReader in) {
        var pdus = new ArrayList<SharePdu>();
        do {
            if (pdus.size() == MAX_PER_PACKET) {
                throw in.violation("", Problem.LIMIT_EXCEEDED, "more than " + MAX_PER_PACKET + " PDUs in one packet");
            }
            pdus.add(decode(in));
        } while (in.hasRemaining());
        return List.copyOf(pdus);
    }

    private static SharePdu decodeBody(ShareControlHeader header, DeactivateAll.Form shortForm, WireReader in) {
        return switch (header.type()) {
            case ShareControlHeader.DEMAND_ACTIVE -> DemandActive.decodeBody(header.pduSource(), in);
            case ShareControlHeader.CONFIRM_ACTIVE -> ConfirmActive.decodeBody(header.pduSource(), in);
            case ShareControlHeader.DEACTIVATE_ALL -> DeactivateAll.decodeBody(shortForm, header.pduSource(), in);
            case ShareControlHeader.DATA -> ShareData.decodeBody(header.pduSource(), in);
            case ShareControlHeader.SERVER_REDIRECTION -> ServerRedirection.decodeBody(header.pduSource(), in);
            default -> throw in.as("TS_SHARECONTROLHEADER").violation("pduType", Problem.UNKNOWN_VALUE, header.type());
        };
    }
}

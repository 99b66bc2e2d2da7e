package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.DataHeader;

/** A DomainMCSPDU of T.125 section 7 part 10, as far as RDP uses them: TPKT 4 + X.224 3 + aligned PER. */
public sealed interface DomainPdu extends Pdu
        permits ErectDomainRequest,
                DisconnectProviderUltimatum,
                AttachUserRequest,
                AttachUserConfirm,
                ChannelJoinRequest,
                ChannelJoinConfirm,
                SendDataRequest,
                SendDataIndication {

    /**
     * Reads whichever of them the frame holds.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when it holds none of them whole
     */
    static DomainPdu decode(WireReader in) {
        var frame = DataHeader.readFrame(in).as("DomainMCSPDU");
        int octet = frame.peekU8("choice");
        return switch (octet >> 2) {
            case ErectDomainRequest.CHOICE -> ErectDomainRequest.read(frame);
            case DisconnectProviderUltimatum.CHOICE -> DisconnectProviderUltimatum.read(frame);
            case AttachUserRequest.CHOICE -> AttachUserRequest.read(frame);
            case AttachUserConfirm.CHOICE -> AttachUserConfirm.read(frame);
            case ChannelJoinRequest.CHOICE -> ChannelJoinRequest.read(frame);
            case ChannelJoinConfirm.CHOICE -> ChannelJoinConfirm.read(frame);
            case SendDataRequest.CHOICE -> SendDataRequest.read(frame);
            case SendDataIndication.CHOICE -> SendDataIndication.read(frame);
            default -> throw frame.violation("choice", Problem.UNEXPECTED_PDU, octet);
        };
    }
}

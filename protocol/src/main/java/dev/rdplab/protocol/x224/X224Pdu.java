package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;

/** A connection request, connection confirm or disconnect request of X.224 class 0, each with its TPKT header. */
public sealed interface X224Pdu extends Pdu permits ConnectionRequest, ConnectionConfirm, DisconnectRequest {

    /**
     * Reads whichever of the three the frame holds.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when it holds none of them whole
     */
    static X224Pdu decode(WireReader in) {
        var tpdu = Tpdu.read(in);
        int type = tpdu.peekU8("type");
        return switch (type) {
            case ConnectionRequest.TYPE -> ConnectionRequest.read(tpdu);
            case ConnectionConfirm.TYPE -> ConnectionConfirm.read(tpdu);
            case DisconnectRequest.TYPE -> DisconnectRequest.read(tpdu);
            default -> throw tpdu.violation("type", Problem.UNEXPECTED_PDU, type);
        };
    }
}

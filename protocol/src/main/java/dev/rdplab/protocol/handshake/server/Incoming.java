package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;

/** Data from a client on a channel. @param reader over the data, for the PDU it was asked for */
record Incoming(int channelId, WireReader reader) {

    /** Opens the framing. @throws dev.rdplab.protocol.wire.ProtocolViolationException when it is no Send Data Request */
    static Incoming data(ServerState state, Bytes frame, String pdu) {
        var opened = SendData.open(state.reader(frame, pdu));
        if (opened.header().indication()) {
            throw opened.userData().violation("", Problem.UNEXPECTED_PDU, "a Send Data Indication from a client");
        }
        return new Incoming(opened.header().channelId(), opened.userData().as(pdu));
    }
}

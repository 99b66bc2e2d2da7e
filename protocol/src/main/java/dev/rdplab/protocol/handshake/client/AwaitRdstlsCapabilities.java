package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.rdstls.RdstlsCapabilities;
import dev.rdplab.protocol.rdstls.RdstlsPdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for what the server speaks and shows what a redirection gave, [MS-RDPBCGR] 5.4.5.3. */
record AwaitRdstlsCapabilities(ClientLink link) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.RDSTLS;
    }

    @Override
    public Expectation expects() {
        return Expectation.RDSTLS_FRAME;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var in = reader(frame, PduNames.RDSTLS_CAPABILITIES);
        var pdu = RdstlsPdu.decode(in);
        if (!(pdu instanceof RdstlsCapabilities capabilities)) {
            throw in.violation("PduType", Problem.UNEXPECTED_PDU, pdu.pduName());
        }
        if ((capabilities.supportedVersions() & RdstlsPdu.VERSION) == 0) {
            throw in.violation("SupportedVersions", Problem.UNEXPECTED_VALUE, capabilities.supportedVersions());
        }
        var request = link.policy().rdstlsRequest();
        return Step.to(
                        new AwaitRdstlsResponse(link),
                        new Effect.Send(Message.of(PduNames.RDSTLS_REQUEST, request.carries(), request::encode)))
                .received(PduNames.RDSTLS_CAPABILITIES);
    }
}

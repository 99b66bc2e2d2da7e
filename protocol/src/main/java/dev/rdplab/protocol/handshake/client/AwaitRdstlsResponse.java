package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.rdstls.RdstlsPdu;
import dev.rdplab.protocol.rdstls.RdstlsResponse;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for the result of RDSTLS. */
record AwaitRdstlsResponse(ClientLink link) implements ClientState {

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
        var in = reader(frame, PduNames.RDSTLS_RESPONSE);
        var pdu = RdstlsPdu.decode(in);
        if (!(pdu instanceof RdstlsResponse response)) {
            throw in.violation("PduType", Problem.UNEXPECTED_PDU, pdu.pduName());
        }
        long result = response.resultCode();
        var step = result == RdstlsResponse.SUCCESS
                ? AwaitConnectResponse.begin(link)
                : ended(
                        Outcome.of(EndingKind.ACCESS_DENIED, Role.SERVER, result)
                                .detail(RdstlsResponse.name(result)),
                        new Effect.Close());
        return step.received(PduNames.RDSTLS_RESPONSE, response.carries());
    }
}

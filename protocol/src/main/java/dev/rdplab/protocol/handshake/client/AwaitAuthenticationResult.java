package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for what the server thinks of the assertion. */
record AwaitAuthenticationResult(ClientLink link) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.RDS_AAD;
    }

    @Override
    public Expectation expects() {
        return Expectation.ZERO_TERMINATED;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var in = reader(frame, PduNames.RDSAAD_RESULT);
        var pdu = RdsAadPdu.decode(in);
        if (!(pdu instanceof RdsAadPdu.Result result)) {
            throw in.violation("json", Problem.UNEXPECTED_PDU, pdu.pduName());
        }
        var step = result.result() == 0
                ? AwaitConnectResponse.begin(link)
                : ended(Outcome.of(EndingKind.ACCESS_DENIED, Role.SERVER, result.result()), new Effect.Close());
        return step.received(PduNames.RDSAAD_RESULT, result.carries());
    }
}

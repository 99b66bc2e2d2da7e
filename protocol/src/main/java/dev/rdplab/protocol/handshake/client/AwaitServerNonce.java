package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.rdsaad.LabTenant;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for the server's nonce and shows an assertion of the lab's own tenant, [MS-RDPBCGR] 5.4.5.4. */
record AwaitServerNonce(ClientLink link) implements ClientState {

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
        var in = reader(frame, PduNames.RDSAAD_NONCE);
        var pdu = RdsAadPdu.decode(in);
        if (!(pdu instanceof RdsAadPdu.ServerNonce nonce)) {
            throw in.violation("json", Problem.UNEXPECTED_PDU, pdu.pduName());
        }
        long now = link.environment().time().getEpochSecond();
        var policy = link.policy();
        var request = RdsAadPdu.Request.of(
                LabTenant.assertion(policy.credentials().user(), policy.host(), nonce.tsNonce(), now));
        return Step.to(
                        new AwaitAuthenticationResult(link),
                        new Effect.Send(Message.of(PduNames.RDSAAD_REQUEST, request::encode)))
                .received(PduNames.RDSAAD_NONCE);
    }
}

package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.rdsaad.LabTenant;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import java.util.Base64;

/** Has sent its nonce and waits for the client's assertion, [MS-RDPBCGR] 5.4.5.4. */
record AwaitAssertion(ServerLink link, String tsNonce) implements ServerState {

    private static final int NONCE_BYTES = 32;

    static Step begin(ServerLink link) {
        var random = link.environment().nonces().next("tsNonce", NONCE_BYTES);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random.toArray());
        var pdu = RdsAadPdu.ServerNonce.of(nonce);
        return Step.to(
                new AwaitAssertion(link, nonce), new Effect.Send(Message.of(PduNames.RDSAAD_NONCE, pdu::encode)));
    }

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
        var pdu = RdsAadPdu.decode(reader(frame, PduNames.RDSAAD_REQUEST));
        if (!(pdu instanceof RdsAadPdu.Request request)) {
            throw reader(frame, PduNames.RDSAAD_REQUEST).violation("json", Problem.UNEXPECTED_PDU, pdu.pduName());
        }
        return answer(judge(request)).received(PduNames.RDSAAD_REQUEST);
    }

    private LabTenant.Judgement judge(RdsAadPdu.Request request) {
        var aad = link.policy().aad();
        if (aad.result().isPresent()) {
            return new LabTenant.Judgement(aad.result().getAsLong(), "", "");
        }
        long now = link.environment().time().getEpochSecond();
        var judged = LabTenant.judge(request.rdpAssertion(), aad.host(), tsNonce, now);
        if (judged.refusal() != LabTenant.SUCCESS) {
            return judged;
        }
        return link.policy().accounts().stream()
                .filter(account -> account.user().equalsIgnoreCase(judged.user()))
                .findFirst()
                .map(account -> new LabTenant.Judgement(
                        account.state().status(), account.state().word(), judged.user()))
                .orElseGet(
                        () -> new LabTenant.Judgement(LabTenant.STATUS_LOGON_FAILURE, "no such user", judged.user()));
    }

    private Step answer(LabTenant.Judgement judged) {
        var result = RdsAadPdu.Result.of(judged.refusal());
        var send = new Effect.Send(Message.of(PduNames.RDSAAD_RESULT, result.carries(), result::encode));
        return judged.refusal() == LabTenant.SUCCESS
                ? Step.to(new AwaitConnectInitial(link), send)
                : ended(
                        Outcome.of(EndingKind.ACCESS_DENIED, Role.SERVER, judged.refusal())
                                .detail(judged.why()),
                        send,
                        new Effect.Close());
    }
}

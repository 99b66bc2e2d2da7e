package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.spnego.TokenTitle;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/**
 * Waits for a TSRequest with a token of the authentication, [MS-CSSP] 3.1.5. The first token decides the mechanism; the
 * last one may bring the client's public key proof along.
 */
record AwaitNegoToken(CredSspExchange exchange) implements ServerState {

    static AwaitNegoToken first(ServerLink link, TlsSession tls) {
        return new AwaitNegoToken(CredSspExchange.begin(link, tls));
    }

    @Override
    public Stage stage() {
        return Stage.CREDSSP;
    }

    @Override
    public Expectation expects() {
        return Expectation.DER_FRAME;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var request = TsRequest.decode(reader(frame, PduNames.TS_REQUEST));
        if (request.negoTokens().isEmpty()) {
            throw reader(frame, PduNames.TS_REQUEST)
                    .violation("negoTokens", Problem.UNEXPECTED_PDU, "none, the authentication has not ended");
        }
        var token = request.negoTokens().get(0);
        var seen = exchange.seen(request.version(), request.clientNonce());
        var error = exchange.link().policy().credSsp().errorInsteadOfChallenge();
        var step = error.isPresent()
                ? refuse(seen, error.getAsLong(), Turn.refuse(seen.mechanism(), error.getAsLong()))
                : answer(seen, token, request);
        return step.received(PduNames.TS_REQUEST, TokenTitle.of(token));
    }

    private Step answer(CredSspExchange seen, Bytes token, TsRequest request) {
        Turn turn = seen.mechanism().accept(token);
        if (turn.refused()) {
            return refuse(seen, turn.refusal().getAsLong(), turn);
        }
        var next = seen.with(turn.next());
        if (!turn.established()) {
            return Step.to(new AwaitNegoToken(next), next.send(turn));
        }
        if (request.pubKeyAuth().isPresent()) {
            return new AwaitPubKeyAuth(next).verify(request.pubKeyAuth().get(), turn);
        }
        return turn.token().isPresent()
                ? Step.to(new AwaitPubKeyAuth(next), next.send(turn))
                : Step.to(new AwaitPubKeyAuth(next));
    }

    /**
     * The NTSTATUS goes into errorCode where the version has that field, and the mechanism's own word for it goes along.
     * Older clients see that word alone, or only the connection close.
     */
    private Step refuse(CredSspExchange seen, long status, Turn turn) {
        var outcome = Outcome.of(EndingKind.CREDSSP_ERROR, Role.SERVER, status)
                .detail(turn.token().map(TokenTitle::ofRefusal).orElse(""));
        boolean told = CredSspPolicy.carriesErrorCode(seen.version());
        if (!told && turn.token().isEmpty()) {
            return ended(
                    outcome.detail("TSRequest version " + seen.version() + " has no errorCode"), new Effect.Close());
        }
        var plain = TsRequest.of(seen.link().policy().credSsp().version());
        var coded = told ? plain.withErrorCode(status) : plain;
        var error = turn.token().map(coded::withNegoToken).orElse(coded);
        var message = Message.of(PduNames.TS_REQUEST, told ? "errorCode" : turn.title(), error::encode);
        return ended(outcome, new Effect.Send(message), new Effect.Close());
    }
}

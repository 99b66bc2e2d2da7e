package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.spnego.TokenTitle;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for a token of the server, [MS-CSSP] 3.1.5 step 2. */
record AwaitNegoToken(CredSspExchange exchange) implements ClientState {

    /** Sends the first token. */
    static Step begin(ClientLink link, TlsSession tls) {
        var policy = link.policy();
        var nonce = link.environment().nonces().next("clientNonce", TsRequest.NONCE_LENGTH);
        var turn = policy.authentication()
                .initiator(policy, link.environment(), tls)
                .accept(Bytes.EMPTY);
        if (turn.refused()) {
            return refused(
                    turn,
                    policy.authentication()
                            .refusal()); // no ticket and no other way: the server gets no TSRequest at all
        }
        var exchange = new CredSspExchange(link, tls, turn.next(), policy.tsRequestVersion(), nonce);
        return Step.to(
                new AwaitNegoToken(exchange),
                CredSspExchange.send(
                        exchange.request().withNegoToken(turn.token().orElseThrow()), turn.title()));
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
        var refusal = CredSspExchange.refusal(request);
        if (refusal.isPresent()) {
            return ended(refusal.get(), new Effect.Close()).received(PduNames.TS_REQUEST, "errorCode");
        }
        if (request.negoTokens().isEmpty()) {
            throw reader(frame, PduNames.TS_REQUEST)
                    .violation("negoTokens", Problem.UNEXPECTED_PDU, "none, the authentication has not ended");
        }
        var token = request.negoTokens().get(0);
        return answer(exchange.seen(request.version()), token).received(PduNames.TS_REQUEST, TokenTitle.of(token));
    }

    private static Step answer(CredSspExchange seen, Bytes token) {
        Turn turn = seen.mechanism().accept(token);
        if (turn.refused()) {
            return refused(turn, TokenTitle.ofRefusal(token));
        }
        if (!turn.established()) {
            var next = seen.with(turn.next());
            return Step.to(
                    new AwaitNegoToken(next),
                    CredSspExchange.send(
                            next.request().withNegoToken(turn.token().orElseThrow()), turn.title()));
        }
        var sealed = turn.next().wrap(seen.binding().clientToServer());
        var next = seen.with(sealed.next());
        var proof = next.request().withPubKeyAuth(sealed.bytes());
        return turn.token().isPresent()
                ? Step.to(
                        new AwaitPubKeyAuth(next),
                        CredSspExchange.send(proof.withNegoToken(turn.token().get()), turn.title()))
                : Step.to(new AwaitPubKeyAuth(next), CredSspExchange.send(proof, "pubKeyAuth"));
    }

    private static Step refused(Turn turn, String why) {
        var outcome = Outcome.of(
                        EndingKind.CREDSSP_ERROR, Role.CLIENT, turn.refusal().getAsLong())
                .detail(why);
        return Step.to(new dev.rdplab.protocol.handshake.Closed(Stage.CREDSSP, outcome), new Effect.Close());
    }
}

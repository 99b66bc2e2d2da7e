package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.PublicKeyBinding;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/** Waits for the client's proof of the TLS key and answers with the server's, [MS-CSSP] 3.1.5 steps 3 and 4. */
record AwaitPubKeyAuth(CredSspExchange exchange) implements ServerState {

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
        var proof = request.pubKeyAuth().orElseThrow(() -> reader(frame, PduNames.TS_REQUEST)
                .violation("pubKeyAuth", Problem.UNEXPECTED_PDU, "missing"));
        var next = new AwaitPubKeyAuth(exchange.seen(request.version(), request.clientNonce()));
        return next.verify(proof, Turn.done(exchange.mechanism())).received(PduNames.TS_REQUEST, "pubKeyAuth");
    }

    /** @param turn the end of the authentication; a token it still has to send goes along with the proof */
    Step verify(Bytes proof, Turn turn) {
        if (exchange.version() >= PublicKeyBinding.HASHED_SINCE
                && exchange.clientNonce().isEmpty()) {
            throw violation(Problem.INCONSISTENT, "version " + exchange.version() + " without clientNonce");
        }
        var opened = exchange.mechanism().unwrap(proof);
        if (!opened.bytes().equals(exchange.binding().clientToServer())) {
            throw violation(Problem.BAD_SIGNATURE, "the client is bound to another TLS key");
        }
        var sealed = opened.next().wrap(serverProof());
        var answer = exchange.request().withPubKeyAuth(sealed.bytes());
        if (turn.token().isPresent() && exchange.link().policy().credSsp().proofApart()) {
            return Step.to(
                    new AwaitAuthInfo(exchange.with(sealed.next())),
                    exchange.send(turn),
                    exchange.send(answer, "pubKeyAuth"));
        }
        if (turn.token().isPresent()) {
            answer = answer.withNegoToken(turn.token().get());
        }
        return Step.to(new AwaitAuthInfo(exchange.with(sealed.next())), exchange.send(answer, "pubKeyAuth"));
    }

    private Bytes serverProof() {
        var binding = exchange.binding();
        return switch (exchange.link().policy().credSsp().pubKeyAuth()) {
            case RIGHT -> binding.serverToClient();
            case WRONG ->
                new PublicKeyBinding(
                                binding.version(),
                                Bytes.concat(binding.publicKey(), Bytes.of(0)),
                                binding.clientNonce())
                        .serverToClient();
            case STALE_NONCE ->
                new PublicKeyBinding(
                                binding.version(),
                                binding.publicKey(),
                                Optional.of(Bytes.zeros(TsRequest.NONCE_LENGTH)))
                        .serverToClient();
        };
    }

    private ProtocolViolationException violation(Problem problem, String detail) {
        return new ProtocolViolationException(stage(), PduNames.TS_REQUEST, "pubKeyAuth", -1, problem, detail);
    }
}

package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PublicKeyBinding;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.spnego.FirstTokenAcceptor;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/**
 * A CredSSP exchange in progress on the server.
 *
 * @param version negotiated: the lower of both sides' TSRequest versions
 * @param clientNonce from version 5 on, once the client has sent it
 */
record CredSspExchange(ServerLink link, TlsSession tls, Mechanism mechanism, int version, Optional<Bytes> clientNonce) {

    static CredSspExchange begin(ServerLink link, TlsSession tls) {
        var policy = link.policy();
        var offers = policy.credSsp().offers().offers(policy, link.environment(), tls);
        return new CredSspExchange(
                link,
                tls,
                new FirstTokenAcceptor(
                                offers,
                                policy.credSsp().form(),
                                policy.credSsp().mechListMic())
                        .begin(),
                policy.credSsp().version(),
                Optional.empty());
    }

    CredSspExchange with(Mechanism next) {
        return new CredSspExchange(link, tls, next, version, clientNonce);
    }

    CredSspExchange seen(int peerVersion, Optional<Bytes> nonce) {
        int lower = Math.min(peerVersion, link.policy().credSsp().version());
        return new CredSspExchange(link, tls, mechanism, lower, nonce.isPresent() ? nonce : clientNonce);
    }

    PublicKeyBinding binding() {
        return new PublicKeyBinding(version, tls.publicKey(), clientNonce);
    }

    Effect send(Turn turn) {
        return send(request().withNegoToken(turn.token().orElseThrow()), turn.title());
    }

    Effect send(TsRequest request, String carries) {
        return new Effect.Send(Message.of(PduNames.TS_REQUEST, carries, request::encode));
    }

    /** A message to fill: the server names its own version, whatever the client's. */
    TsRequest request() {
        return TsRequest.of(link.policy().credSsp().version());
    }
}

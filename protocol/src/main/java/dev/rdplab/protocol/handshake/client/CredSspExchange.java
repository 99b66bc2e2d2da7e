package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PublicKeyBinding;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.spnego.TokenTitle;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/**
 * A CredSSP exchange in progress on the client.
 *
 * @param version negotiated so far: the lower of both sides' TSRequest versions
 * @param nonce 32 bytes, used from version 5 on
 */
record CredSspExchange(ClientLink link, TlsSession tls, Mechanism mechanism, int version, Bytes nonce) {

    CredSspExchange with(Mechanism next) {
        return new CredSspExchange(link, tls, next, version, nonce);
    }

    CredSspExchange seen(int peerVersion) {
        return new CredSspExchange(link, tls, mechanism, Math.min(peerVersion, version), nonce);
    }

    PublicKeyBinding binding() {
        return new PublicKeyBinding(version, tls.publicKey(), Optional.of(nonce));
    }

    /** A message to fill, with the nonce where the client's version has one. */
    TsRequest request() {
        int own = link.policy().tsRequestVersion();
        var request = TsRequest.of(own);
        return own >= PublicKeyBinding.HASHED_SINCE ? request.withClientNonce(nonce) : request;
    }

    static Effect send(TsRequest request, String carries) {
        return new Effect.Send(Message.of(PduNames.TS_REQUEST, carries, request::encode));
    }

    /** How the connection ends when the server's message has an errorCode. */
    static Optional<Outcome> refusal(TsRequest request) {
        return request.errorCode().isPresent() && request.errorCode().getAsLong() != 0
                ? Optional.of(Outcome.of(
                                EndingKind.CREDSSP_ERROR,
                                Role.SERVER,
                                request.errorCode().getAsLong())
                        .detail(
                                request.negoTokens().isEmpty()
                                        ? ""
                                        : TokenTitle.ofRefusal(
                                                request.negoTokens().get(0))))
                : Optional.empty();
    }
}

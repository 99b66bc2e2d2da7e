package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for the server's proof of the TLS key and sends the credentials, [MS-CSSP] 3.1.5 steps 4 and 5. */
record AwaitPubKeyAuth(CredSspExchange exchange) implements ClientState {

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
        var proof = request.pubKeyAuth().orElseThrow(() -> reader(frame, PduNames.TS_REQUEST)
                .violation("pubKeyAuth", Problem.UNEXPECTED_PDU, "missing"));
        var seen = exchange.seen(request.version());
        var opened = seen.mechanism().unwrap(proof);
        if (!opened.bytes().equals(seen.binding().serverToClient())) {
            throw reader(frame, PduNames.TS_REQUEST)
                    .violation("pubKeyAuth", Problem.BAD_SIGNATURE, "the server is bound to another TLS key");
        }
        return credentials(seen.with(opened.next())).received(PduNames.TS_REQUEST, "pubKeyAuth");
    }

    private static Step credentials(CredSspExchange proved) {
        var sealed =
                proved.mechanism().wrap(proved.link().policy().tsCredentials().toBytes());
        var send = CredSspExchange.send(proved.request().withAuthInfo(sealed.bytes()), "authInfo");
        var link = proved.link();
        return link.earlyAuthorization()
                ? Step.to(new AwaitEarlyAuthorization(link), send)
                : AwaitConnectResponse.begin(link, send);
    }
}

package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsCredentials;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for the delegated credentials, [MS-CSSP] 3.1.5 step 5, and tells the early authorization where it was asked for. */
record AwaitAuthInfo(CredSspExchange exchange) implements ServerState {

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
        var authInfo = request.authInfo().orElseThrow(() -> reader(frame, PduNames.TS_REQUEST)
                .violation("authInfo", Problem.UNEXPECTED_PDU, "missing"));
        // Decoding proves the structure; who logs on was proved before, and a lab keeps no passwords.
        var handed = TsCredentials.decode(exchange.mechanism().unwrap(authInfo).bytes());
        return next().received(PduNames.TS_REQUEST, title(handed));
    }

    private static String title(TsCredentials handed) {
        return handed instanceof TsCredentials.RemoteGuard guard
                ? "authInfo, Remote Credential Guard for "
                        + guard.creds().logonCred().packageName()
                : "authInfo";
    }

    private Step next() {
        var link = exchange.link();
        if (!link.earlyAuthorization()) {
            return Step.to(new AwaitConnectInitial(link));
        }
        var result = new EarlyUserAuthorizationResult(link.policy().earlyAuthorization());
        var send = new Effect.Send(Message.of(PduNames.EARLY_USER_AUTHORIZATION_RESULT, result::encode));
        return result.isSuccess()
                ? Step.to(new AwaitConnectInitial(link), send)
                : Step.to(
                        new dev.rdplab.protocol.handshake.Closed(
                                Stage.EARLY_AUTH,
                                Outcome.of(EndingKind.ACCESS_DENIED, Role.SERVER, result.authorizationResult())),
                        send,
                        new Effect.Close());
    }
}

package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;

/** Waits for the Early User Authorization Result, [MS-RDPBCGR] 5.4.2.2. */
record AwaitEarlyAuthorization(ClientLink link) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.EARLY_AUTH;
    }

    @Override
    public Expectation expects() {
        return Expectation.FOUR_BYTES;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var result = EarlyUserAuthorizationResult.decode(reader(frame, PduNames.EARLY_USER_AUTHORIZATION_RESULT));
        var step = result.isSuccess()
                ? AwaitConnectResponse.begin(link)
                : ended(
                        Outcome.of(EndingKind.ACCESS_DENIED, Role.SERVER, result.authorizationResult()),
                        new Effect.Close());
        return step.received(PduNames.EARLY_USER_AUTHORIZATION_RESULT);
    }
}

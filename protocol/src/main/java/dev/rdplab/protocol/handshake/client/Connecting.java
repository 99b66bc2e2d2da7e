package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;

/** Waits for TCP and then makes the offer. */
record Connecting(ClientPolicy policy, Environment environment) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.CONNECT;
    }

    @Override
    public Expectation expects() {
        return Expectation.NOTHING;
    }

    @Override
    public Step onFrame(Bytes frame) {
        throw new IllegalStateException("a frame in stage " + stage());
    }

    @Override
    public Step on(Input input) {
        if (!(input instanceof Input.Connected)) {
            return ClientState.super.on(input);
        }
        return Step.to(
                new AwaitConnectionConfirm(policy, environment),
                new Effect.Send(Message.of(PduNames.CONNECTION_REQUEST, policy.connectionRequest()::encode)));
    }
}

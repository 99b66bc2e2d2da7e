package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;

/** TCP is being accepted. */
record Accepted(ServerPolicy policy, Environment environment) implements ServerState {

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
        return input instanceof Input.Connected
                ? Step.to(new AwaitConnectionRequest(policy, environment))
                : ServerState.super.on(input);
    }
}

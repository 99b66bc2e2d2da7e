package dev.rdplab.serversim;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.ServerState;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.ConnectionRequest;
import java.util.Optional;
import java.util.function.Function;

/** A server's states until the Connection Request, which decides on the policy for all that follows. */
record PolicyOnRequest(HandshakeState state, Function<ConnectionRequest, ServerPolicy> choice, Environment environment)
        implements HandshakeState {

    @Override
    public Stage stage() {
        return state.stage();
    }

    @Override
    public Expectation expects() {
        return state.expects();
    }

    @Override
    public Step on(Input input) {
        if (input instanceof Input.Frame frame) {
            var request = ConnectionRequest.decode(WireReader.of(frame.bytes(), stage(), PduNames.CONNECTION_REQUEST));
            return ServerState.initial(choice.apply(request), environment)
                    .on(new Input.Connected())
                    .next()
                    .on(input);
        }
        var step = state.on(input);
        return step.next().outcome().isPresent()
                ? step
                : new Step(
                        new PolicyOnRequest(step.next(), choice, environment),
                        step.effects(),
                        step.received(),
                        step.carries(),
                        step.deviations());
    }

    @Override
    public Optional<Outcome> announced() {
        return state.announced();
    }
}

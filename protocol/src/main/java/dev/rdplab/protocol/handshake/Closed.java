package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;
import java.util.Optional;

/** The last state of every connection. */
public record Closed(Stage stage, Outcome result) implements HandshakeState {

    @Override
    public Expectation expects() {
        return Expectation.NOTHING;
    }

    @Override
    public Step on(Input input) {
        return Step.to(this);
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.of(result);
    }
}

package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;
import java.util.Optional;
import java.util.function.Consumer;

/** A state that tells of every step it makes. */
record Recorded(HandshakeState inner, Consumer<Recorded.Move> told) implements HandshakeState {

    /** @param input what was taken: the PDU received, or the kind of input */
    record Move(HandshakeState from, String input, HandshakeState to, Input raw) {}

    @Override
    public Stage stage() {
        return inner.stage();
    }

    @Override
    public Expectation expects() {
        return inner.expects();
    }

    @Override
    public HandshakeState taking(Input input) {
        var taking = inner.taking(input);
        if (taking == inner) {
            return this;
        }
        told.accept(new Move(inner, "", taking, input));
        return new Recorded(taking, told);
    }

    @Override
    public Step on(Input input) {
        var step = inner.on(input);
        var name = input instanceof Input.Frame
                ? step.received()
                : input.getClass().getSimpleName();
        told.accept(new Move(inner, name, step.next(), input));
        return new Step(
                new Recorded(step.next(), told), step.effects(), step.received(), step.carries(), step.deviations());
    }

    @Override
    public Optional<Outcome> announced() {
        return inner.announced();
    }

    @Override
    public Optional<Outcome> outcome() {
        return inner.outcome();
    }
}

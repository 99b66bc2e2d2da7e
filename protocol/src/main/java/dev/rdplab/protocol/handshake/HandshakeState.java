package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;
import java.util.Optional;

/** A value that knows what it waits for and what to do with it. */
public interface HandshakeState {

    Stage stage();

    Expectation expects();

    /**
     * The state that takes an input, this one but where the message shows that the next stage has begun without one of its
     * own: the first data ends the channel joins.
     */
    default HandshakeState taking(Input input) {
        return this;
    }

    /**
     * Takes a {@link Input.Connected}, {@link Input.Frame}, {@link Input.TlsEstablished} or {@link Input.LocalClose}; the
     * other inputs end a connection in every state alike and are {@link Endpoint}'s.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when the peer is wrong
     */
    Step on(Input input);

    /** The outcome to report if the peer closes now: set once the peer has announced why it will. */
    default Optional<Outcome> announced() {
        return Optional.empty();
    }

    /** What did not come in time, if the deadline of the stage passes now: one line for people; may be empty. */
    default String missing() {
        return "";
    }

    /** The outcome of a finished connection; only {@link Closed} has one. */
    default Optional<Outcome> outcome() {
        return Optional.empty();
    }
}

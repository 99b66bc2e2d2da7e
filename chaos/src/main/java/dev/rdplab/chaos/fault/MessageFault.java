package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor.Reception;
import java.util.Optional;

/** A fault that changes what is sent. */
public sealed interface MessageFault extends Fault permits Changes, Writes.Drip, Writes.Split, Writes.Join, Order {

    /**
     * What becomes of a message that this end is about to send, or of bytes on the wire.
     *
     * @throws Misfit when the fault cannot be done to this message
     */
    FaultResult change(Strike strike, Effect.Send send);

    /** The fault where this end sends nothing: it has entered a stage or received a message. */
    default Reception react(Strike strike) {
        throw new Misfit("acts on a message that the " + strike.role() + " sends");
    }

    @Override
    default boolean onlyOnSent() {
        return true;
    }

    @Override
    default Optional<String> unfit(Moment moment) {
        if (moment.wire().isPresent()) {
            return onWire() ? Optional.empty() : Optional.of("does not act at a wire offset: name a message with on");
        }
        return withoutMessage() || moment.on().isPresent()
                ? carried().flatMap(foreign -> foreign.wrongFor(moment.role()))
                : Optional.of("acts on a message: name it with on");
    }

    /** What it sends of its own. */
    default Optional<Foreign> carried() {
        return Optional.empty();
    }

    /** Whether {@link #react} is possible. */
    default boolean withoutMessage() {
        return false;
    }

    /** Whether the fault makes sense for raw bytes. */
    default boolean onWire() {
        return true;
    }
}

package dev.rdplab.chaos.fault;

import java.util.Optional;

/**
 * What an end does wrong. Each kind is a record that knows how to act; {@link FaultKind} gives it its word. A fault knows
 * only the effects of the handshake's vocabulary: no socket, no clock, and no randomness but the draws it is handed.
 */
public sealed interface Fault permits PointFault, MessageFault {

    /** Whether the fault acts only on a message that this end sends itself, and not on one that it has received. */
    default boolean onlyOnSent() {
        return false;
    }

    /** Why the fault cannot act at this moment, as a phrase behind its word; empty when it can. */
    default Optional<String> unfit(Moment moment) {
        return Optional.empty();
    }

    /** Whether the fault stays on the wire once it has begun, rather than act on one piece of bytes. */
    default boolean lasts() {
        return false;
    }

    /** Whether only a TLS engine that encrypts alerts which are not its own can do it, once TLS is up. */
    default boolean needsEncryptedAlert() {
        return false;
    }

    /** Whether only a TLS engine that can be asked to renegotiate can do it. */
    default boolean needsRenegotiation() {
        return false;
    }
}

package dev.rdplab.protocol.handshake;

import java.time.Instant;
import java.time.InstantSource;

/**
 * What a handshake needs of the world and cannot make itself.
 *
 * @param clock the time that is written into a message, asked when the message is made
 */
public record Environment(NonceSource nonces, InstantSource clock) {

    /** Seconds from 1601-01-01 to 1970-01-01. */
    private static final long EPOCH_DIFFERENCE = 11_644_473_600L;

    private static final long UNITS_PER_SECOND = 10_000_000L;

    /** One whose messages all carry the same time. */
    public static Environment at(Instant time, NonceSource nonces) {
        return new Environment(nonces, () -> time);
    }

    /** The time in 100 ns units since 1601-01-01 UTC. */
    public long filetime() {
        Instant now = time();
        return (now.getEpochSecond() + EPOCH_DIFFERENCE) * UNITS_PER_SECOND + now.getNano() / 100;
    }

    public Instant time() {
        return clock.instant();
    }
}

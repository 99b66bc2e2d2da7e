package dev.rdplab.protocol.handshake;

import java.time.Instant;

/**
 * What a handshake needs of the world and cannot make itself.
 *
 * @param filetime the time to write into messages: 100 ns units since 1601-01-01 UTC
 */
public record Environment(NonceSource nonces, long filetime) {

    /** Seconds from 1601-01-01 to 1970-01-01. */
    private static final long EPOCH_DIFFERENCE = 11_644_473_600L;

    private static final long UNITS_PER_SECOND = 10_000_000L;

    public static Environment at(Instant time, NonceSource nonces) {
        long units = (time.getEpochSecond() + EPOCH_DIFFERENCE) * UNITS_PER_SECOND + time.getNano() / 100;
        return new Environment(nonces, units);
    }

    /** The same time for messages that count otherwise. */
    public Instant time() {
        long seconds = Math.floorDiv(filetime, UNITS_PER_SECOND);
        return Instant.ofEpochSecond(seconds - EPOCH_DIFFERENCE, Math.floorMod(filetime, UNITS_PER_SECOND) * 100);
    }
}

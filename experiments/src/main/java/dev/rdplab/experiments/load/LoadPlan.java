package dev.rdplab.experiments.load;

import java.time.Duration;

/**
 * How much load.
 *
 * @param rate handshakes a second that are meant to begin, 1 to 10,000
 * @param duration for how long they begin, to 24 h
 * @param connections open at a time, 1 to 20,000; beyond them a handshake waits, and its waiting counts
 */
public record LoadPlan(int rate, Duration duration, int connections) {

    public static final int MAX_RATE = 10_000;
    public static final int MAX_CONNECTIONS = 20_000;
    public static final Duration MAX_DURATION = Duration.ofHours(24);

    public LoadPlan {
        if (rate < 1 || rate > MAX_RATE) {
            throw new IllegalArgumentException("a rate of " + rate + " is not between 1 and " + MAX_RATE);
        }
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException(connections + " connections are not between 1 and " + MAX_CONNECTIONS);
        }
        if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException(
                    "a duration of " + duration.toMillis() + " ms is not above 0 and at most 24 hours");
        }
    }

    /** Handshakes in all. */
    public long total() {
        return Math.max(1, (long) (rate * (duration.toNanos() / 1e9)));
    }

    /** When handshake {@code index} is meant to begin, nanoseconds after the first. */
    long dueNanos(long index) {
        return (long) (index * (1e9 / rate));
    }
}

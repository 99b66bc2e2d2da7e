package dev.rdplab.experiments.flights;

/**
 * What one end knows of the round trip: RFC 6298 as Linux has it, where the variation that counts is never below the least
 * timeout, follows a growing one at once and a shrinking one by a quarter each round trip.
 */
final class Estimate {

    /** While no round trip could be measured, because the SYN was repeated: RFC 6298 section 5.7. */
    private static final long UNKNOWN = 3_000_000_000L;

    private final long leastNanos;
    private final long mostNanos;
    private long smoothed;
    private long deviation; // four times the mean deviation, as Linux keeps it
    private long variation;
    private long most; // of this round trip
    private int until; // the round trip ends when this segment is acknowledged
    private long least; // the shortest round trip so far

    Estimate(long leastNanos, long mostNanos) {
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
    }

    void reset() {
        smoothed = 0;
        least = Long.MAX_VALUE;
    }

    /** @param acknowledged the first segment that is not yet, and {@code next} the first that was not sent */
    void measured(long nanos, int acknowledged, int next) {
        long m = Math.max(1, nanos);
        least = Math.min(least, m);
        if (smoothed == 0) {
            smoothed = m;
            deviation = 2 * m;
            variation = Math.max(deviation, leastNanos);
            most = variation;
            until = next;
            return;
        }
        long error = m - smoothed;
        smoothed += error / 8;
        long growth = Math.abs(error) - deviation / 4;
        // A round trip shorter than expected is no reason to wait longer.
        deviation += error < 0 && growth > 0 ? growth / 8 : growth;
        if (deviation > most) {
            most = deviation;
            variation = Math.max(variation, most);
        }
        if (acknowledged > until) {
            if (most < variation) {
                variation -= (variation - most) / 4;
            }
            until = next;
            most = leastNanos;
        }
    }

    boolean unknown() {
        return smoothed == 0;
    }

    long smoothed() {
        return smoothed;
    }

    /** Of all round trips. */
    long least() {
        return least;
    }

    /** The retransmission timer. */
    long timeout() {
        return smoothed == 0 ? UNKNOWN : Math.min(smoothed + variation, mostNanos);
    }
}

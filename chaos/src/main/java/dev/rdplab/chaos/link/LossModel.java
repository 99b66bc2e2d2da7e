package dev.rdplab.chaos.link;

import java.time.Duration;

/**
 * A computed loss: how often a segment is taken for lost, and the timers that decide what that costs.
 *
 * @param loss probability for each segment, in each direction, 0 to below 1
 * @param roundTrip the round-trip time that the timers have measured
 * @param mss bytes of data in a full segment
 * @param timers of the sending kernels
 */
public record LossModel(double loss, Duration roundTrip, int mss, Timers timers) {

    /**
     * What a kernel waits. All from {@code docs/modelled-loss.md}.
     *
     * @param syn first wait for the answer to a SYN
     * @param linear how many of those waits are equal before they double
     * @param synTries SYNs after the first
     * @param leastRto lower bound of the retransmission timer
     * @param mostRto upper bound of it
     * @param tries retransmissions of one segment before the connection is given up
     */
    public record Timers(Duration syn, int linear, int synTries, Duration leastRto, Duration mostRto, int tries) {

        /** Linux before 6.5: 1, 2, 4 ... s. */
        public static final Timers LINUX =
                new Timers(Duration.ofSeconds(1), 0, 6, Duration.ofMillis(200), Duration.ofSeconds(120), 15);

        /** Linux from 6.5 on, tcp_syn_linear_timeouts 4: four equal waits more, then doubling. */
        public static final Timers LINUX_LINEAR =
                new Timers(Duration.ofSeconds(1), 4, 10, Duration.ofMillis(200), Duration.ofSeconds(120), 15);

        /** Windows: 3, 6, 12 s, then the connect fails after 21 s. */
        public static final Timers WINDOWS =
                new Timers(Duration.ofSeconds(3), 0, 2, Duration.ofMillis(300), Duration.ofSeconds(120), 5);

        /** How long the kernel waits after a SYN. @param sent SYNs before it */
        public Duration synWait(int sent) {
            return syn.multipliedBy(1L << Math.min(30, Math.max(0, sent - linear)));
        }
    }

    public LossModel {
        if (!(loss >= 0 && loss < 1)) {
            throw new IllegalArgumentException("loss " + loss + ", from 0 to below 1 allowed");
        }
        if (mss < 1 || roundTrip.isNegative()) {
            throw new IllegalArgumentException("mss " + mss + ", round trip " + roundTrip);
        }
    }
}

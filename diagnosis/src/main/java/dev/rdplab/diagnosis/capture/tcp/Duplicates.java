package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.net.Segment;
import java.util.List;

/** Tells copies that a mirror port makes from retransmissions: the same packet again, sooner than any sender repeats it. */
final class Duplicates {

    private static final long SOON = 500_000; // nanoseconds; no retransmission timer is so short
    private static final int REMEMBERED = 16;

    private record Seen(
            long sequence,
            long acknowledgment,
            int flags,
            int length,
            int window,
            List<Segment.Sack> sacks,
            long nanos) {

        boolean sameAs(Seen other) {
            return sequence == other.sequence
                    && length == other.length
                    && flags == other.flags
                    && acknowledgment == other.acknowledgment
                    && window == other.window
                    && sacks.equals(other.sacks)
                    && nanos - other.nanos <= SOON;
        }
    }

    private final Seen[] last = new Seen[REMEMBERED];
    private int at;
    private int count;

    /** Whether the segment is a copy of one just seen. An ACK without data is none: receivers do send those twice. */
    boolean isCopy(Segment segment) {
        var seen = new Seen(
                segment.sequence(),
                segment.acknowledgment(),
                segment.flags(),
                segment.payloadLength(),
                segment.window(),
                segment.sacks(),
                segment.nanos());
        boolean says = segment.payloadLength() > 1 || segment.syn() || segment.fin() || segment.rst();
        for (Seen before : last) {
            if (says && before != null && seen.sameAs(before)) {
                count++;
                return true;
            }
        }
        last[at++ % REMEMBERED] = seen;
        return false;
    }

    int count() {
        return count;
    }
}

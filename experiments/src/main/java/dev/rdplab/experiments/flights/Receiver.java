package dev.rdplab.experiments.flights;

import java.util.Arrays;

/** What has arrived at one end of a connection, and when that is to be acknowledged: at once, with data, or after a while. */
final class Receiver {

    /** An acknowledgement waits so long for data to go with. */
    private static final long DELAYED = 40_000_000;

    /** More than so many bytes are acknowledged at once: the segment that a receiver expects before it knows better. */
    private static final int AT_ONCE = 536;

    private final SendQueue peer;
    private boolean[] arrived = new boolean[64];
    private int inOrder;
    private int writes;
    private boolean answering; // this end answers what it hears, so acknowledgements wait for the answer
    private long latest;
    private int unacknowledged;
    private long acknowledgeAt;

    /** @param peer what the other end sends */
    Receiver(SendQueue peer) {
        this.peer = peer;
    }

    void reset() {
        Arrays.fill(arrived, false);
        inOrder = 0;
        writes = 0;
        answering = false;
        latest = Long.MIN_VALUE / 2;
        acknowledged();
    }

    /** Segments without a hole. */
    int inOrder() {
        return inOrder;
    }

    /** Writes of the peer that have arrived in full. */
    int writes() {
        return writes;
    }

    /** Segments behind the first hole, a bit each. */
    long selected() {
        long bits = 0;
        for (int i = 0; i < Long.SIZE && inOrder + 1 + i < arrived.length; i++) {
            bits |= arrived[inOrder + 1 + i] ? 1L << i : 0;
        }
        return bits;
    }

    /** When an acknowledgement is due; {@link TcpEnd#NEVER} when none waits. */
    long acknowledgeAt() {
        return acknowledgeAt;
    }

    /** What has arrived was acknowledged, or never will be. */
    void acknowledged() {
        unacknowledged = 0;
        acknowledgeAt = TcpEnd.NEVER;
    }

    /** This end sends data of its own. */
    void answering(long now) {
        answering |= now - latest < DELAYED;
    }

    /** @return whether to acknowledge at once */
    boolean arrived(int segment, long now) {
        latest = now;
        if (segment >= arrived.length) {
            arrived = Arrays.copyOf(arrived, 2 * segment);
        }
        boolean next = segment == inOrder && !arrived[segment];
        arrived[segment] = true;
        int before = inOrder;
        while (inOrder < arrived.length && arrived[inOrder]) {
            unacknowledged += peer.length(inOrder++);
        }
        writes = peer.writesWithin(inOrder, writes);
        if (!next || inOrder > before + 1 || unacknowledged > AT_ONCE || !answering) {
            return true;
        }
        if (acknowledgeAt == TcpEnd.NEVER) {
            acknowledgeAt = now + DELAYED;
        }
        return false;
    }
}

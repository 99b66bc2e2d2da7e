package dev.rdplab.packetlinks;

import java.util.Locale;

/**
 * What can happen to a packet, counted per direction. {@code arrived + duplicated = delivered + unwritten + every drop + still
 * on the way}.
 */
public enum Cause {
    /** Came from the sender. */
    ARRIVED(false),
    /** Handed to the receiver's kernel, duplicates among them. */
    DELIVERED(false),
    /** Dropped by chance, in a path without states or in the good state. */
    LOST(true),
    /** Dropped by chance, in the bad state. */
    LOST_IN_BURST(true),
    /** Longer than the MTU, and dropped. */
    TOO_BIG(true),
    /** Found the queue of the bottleneck full. */
    QUEUE_FULL(true),
    /** Chosen by its number, and dropped. */
    CHOSEN(true),
    /** Chosen by its number, and replaced by RSTs to both ends. */
    CHOSEN_RESET(true),
    /** Of a flow that the box on the way has forgotten. */
    STATE_LOST(true),
    /** More packets on the way than the emulator keeps: a fault of the measurement. */
    OVERFLOW(true),
    /** The receiver's kernel refused it: a fault of the measurement. */
    UNWRITTEN(true),
    /** The kernel's own multicast; neither counted as arrived nor carried. */
    CHATTER(false),
    DUPLICATED(false),
    REORDERED(false),
    CORRUPTED(false),
    /** SYNs whose MSS was lowered. */
    CLAMPED(false),
    /** ICMP answers to packets that were too big. */
    ICMP_SENT(false),
    /** RSTs made by the box on the way. */
    RST_SENT(false);

    private final boolean drop;

    Cause(boolean drop) {
        this.drop = drop;
    }

    /** Whether the packet did not arrive because of it. */
    public boolean isDrop() {
        return drop;
    }

    /** The word in output: {@code queue-full}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

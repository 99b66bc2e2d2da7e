package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;

/**
 * What chance does to the packet of an index. It depends on (impairment, seed, direction, index) alone: not on time, not on
 * the packet, not on the packets asked about before. The object is reused, so that a packet costs no allocation: call
 * {@link #of}, then read the answers.
 */
public final class PacketFate {

    private static final int CHAIN = 0;
    private static final int LOSS = 1;
    private static final int JITTER = 2;
    private static final int REORDER = 3;
    private static final int DUPLICATE = 4;
    private static final int CORRUPT = 5;
    private static final int CORRUPT_WHERE = 6;

    private final long seed;
    private final int stream;
    private final Impairment impairment;
    private final double independent;
    private final Loss.GilbertElliott chain;
    private final long jitterNanos;

    private long index;
    private long chainIndex = -1;
    private boolean bad;
    private boolean lost;

    public PacketFate(Impairment impairment, long seed, Direction direction) {
        this.seed = seed;
        this.stream = direction.ordinal();
        this.impairment = impairment;
        this.chain = impairment.loss() instanceof Loss.GilbertElliott g ? g : null;
        this.independent = impairment.loss() instanceof Loss.Independent i ? i.share() : 0;
        this.jitterNanos = impairment.jitter().toNanos();
    }

    /** @param packet its index, from 0 */
    public PacketFate of(long packet) {
        index = packet;
        if (chain == null) {
            lost = independent > 0 && share(packet, LOSS) < independent;
        } else {
            bad = packet == chainIndex + 1 ? step(bad, packet) : badAt(packet);
            chainIndex = packet;
            lost = share(packet, LOSS) < (bad ? chain.whileBad() : chain.whileGood());
        }
        return this;
    }

    public boolean lost() {
        return lost;
    }

    /** Whether a Gilbert-Elliott path is in its bad state. */
    public boolean bad() {
        return bad;
    }

    /** From -jitter to +jitter, in nanoseconds. */
    public long jitter() {
        return jitterNanos == 0 ? 0 : Math.round((2 * share(index, JITTER) - 1) * jitterNanos);
    }

    public boolean reordered() {
        return happens(impairment.reorder().share(), REORDER);
    }

    public boolean duplicated() {
        return happens(impairment.duplicate(), DUPLICATE);
    }

    public boolean corrupted() {
        return happens(impairment.corrupt(), CORRUPT);
    }

    /** Which of so many bits is flipped. */
    public int corruptedBit(int bits) {
        return (int) Math.floorMod(Draw.bits(seed, stream, index, CORRUPT_WHERE), (long) bits);
    }

    private boolean happens(double share, int purpose) {
        return share > 0 && share(index, purpose) < share;
    }

    private double share(long packet, int purpose) {
        return Draw.share(seed, stream, packet, purpose);
    }

    /** One draw serves both states, so that a draw below both bounds or above both decides whatever the state was. */
    private boolean step(boolean before, long packet) {
        double draw = share(packet, CHAIN);
        return before ? draw < 1 - chain.toGood() : draw < chain.toBad();
    }

    /** Goes back to the last draw that decides by itself, and forward from there. */
    private boolean badAt(long packet) {
        long from = packet;
        while (from > 0 && step(true, from) != step(false, from)) {
            from--;
        }
        boolean state = step(false, from);
        for (long i = from + 1; i <= packet; i++) {
            state = step(state, i);
        }
        return state;
    }
}

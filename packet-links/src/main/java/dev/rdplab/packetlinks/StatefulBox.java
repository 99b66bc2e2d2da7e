package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;
import java.util.concurrent.atomic.AtomicLongArray;

/** The box of a {@link StateLoss}: before it forgets it lets all pass, afterwards only flows that it has seen begin. */
final class StatefulBox {

    /** Flows kept. A full table lets every flow pass: the lab must not invent a loss. */
    private static final int FLOWS = 1 << 14;

    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicLongArray flows = new AtomicLongArray(FLOWS);
    private volatile long forgetsAt;
    private volatile boolean resets;

    private StatefulBox(long forgetsAt, boolean resets) {
        this.forgetsAt = forgetsAt;
        this.resets = resets;
    }

    /** A box that keeps its state. */
    static StatefulBox steady() {
        return new StatefulBox(NEVER, false);
    }

    static StatefulBox losing(StateLoss loss, long opened) {
        return new StatefulBox(opened + loss.after().toNanos(), loss.resets());
    }

    /** Forgets all flows now. */
    void forget(boolean answersWithReset, long now) {
        for (int i = 0; i < FLOWS; i++) {
            flows.set(i, 0);
        }
        resets = answersWithReset;
        forgetsAt = now;
    }

    boolean resets() {
        return resets;
    }

    boolean passes(IpPacket packet, Direction direction, long now) {
        long at = forgetsAt;
        if (at == NEVER || now - at < 0) {
            return true;
        }
        if (packet.isIcmp()) {
            return true;
        }
        boolean begins = packet.isTcp()
                ? (packet.tcpFlags() & (IpPacket.SYN | IpPacket.ACK)) == IpPacket.SYN
                : direction == Direction.UP;
        return known(packet.flow(direction == Direction.DOWN), begins);
    }

    private boolean known(long flow, boolean learn) {
        long key = flow == 0 ? 1 : flow;
        int at = (int) (key ^ key >>> 32) & (FLOWS - 1);
        for (int i = 0; i < FLOWS; i++, at = (at + 1) & (FLOWS - 1)) {
            long there = flows.get(at);
            if (there == key) {
                return true;
            }
            if (there == 0) {
                if (!learn || flows.compareAndSet(at, 0, key)) {
                    return learn;
                }
                i--;
                at = (at - 1) & (FLOWS - 1);
            }
        }
        return true;
    }
}

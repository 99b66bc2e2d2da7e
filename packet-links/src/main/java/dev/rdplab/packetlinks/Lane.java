package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;
import java.nio.ByteBuffer;

/**
 * One direction of the emulator without sockets, threads or a clock: packets go in with the time, and come out when they are
 * due. Times are nanoseconds of any clock that does not go back. One thread uses it, except {@link #change}.
 */
final class Lane {

    /** Packets on the way at most: 300 ms of 600 Mbit/s in full packets. */
    static final int MOST_ON_THE_WAY = 1 << 14;

    private static final int NANOS = 1_000_000_000;

    private final Direction direction;
    private final long seed;
    private final StatefulBox box;
    private final Counts.Live counts;
    private final Slots slots;
    private final Observer observer;
    private final IpPacket packet = new IpPacket();
    private final Reply reply = new Reply();
    private final ByteBuffer back;
    private int backLength;

    private volatile Impairment impairment;
    private Impairment current;
    private PacketFate fate;
    private long[] dropped;
    private long[] reset;
    private long delayNanos;
    private long index;

    private final long[] departures = new long[Impairment.Rate.MOST_PACKETS];
    private int departuresFrom;
    private int queued;
    private long freeAt;
    private long lastDue;

    Lane(Direction direction, Impairment impairment, long seed, StatefulBox box, int mtu, Observer observer) {
        this.direction = direction;
        this.impairment = impairment;
        this.seed = seed;
        this.box = box;
        this.observer = observer;
        this.counts = new Counts.Live();
        this.slots = new Slots(mtu, MOST_ON_THE_WAY);
        this.back = ByteBuffer.allocateDirect(Math.max(mtu, 1280));
        this.freeAt = Long.MIN_VALUE;
        this.lastDue = Long.MIN_VALUE;
    }

    /** What is seen on the way, for a trace. The buffer is valid during the call only. */
    interface Observer {
        Observer NONE = (direction, cause, buffer, length) -> {};

        /** @param cause {@link Cause#ARRIVED}, {@link Cause#DELIVERED}, {@link Cause#ICMP_SENT}, {@link Cause#RST_SENT} or a drop */
        void saw(Direction direction, Cause cause, ByteBuffer buffer, int length);
    }

    /** From the next packet on. The index goes on. */
    void change(Impairment next) {
        impairment = next;
    }

    Counts counts() {
        return counts.snapshot();
    }

    /** Where packets are read into and kept. */
    Slots slots() {
        return slots;
    }

    /** A packet was read into a slot. Afterwards the slot belongs to the lane. */
    void arrived(int slot, int length, long now) {
        slots.length(slot, length);
        var buffer = slots.buffer(slot);
        if (!packet.over(buffer, length) || packet.isMulticast()) {
            counts.count(Cause.CHATTER);
            slots.release(slot);
            return;
        }
        if (current != impairment) {
            take(impairment);
        }
        long i = index++;
        counts.count(Cause.ARRIVED);
        observer.saw(direction, Cause.ARRIVED, buffer, length);
        if (current.mssClamp() > 0 && packet.clampMss(current.mssClamp())) {
            counts.count(Cause.CLAMPED);
        }
        Cause drop = refused(slot, buffer, i, now);
        if (drop != null) {
            counts.count(drop);
            observer.saw(direction, drop, buffer, length);
            slots.release(slot);
        }
    }

    /** Bytes of a packet for the sender in {@link #back}; 0 for none. Asking takes it. */
    int takeBack() {
        int bytes = backLength;
        backLength = 0;
        return bytes;
    }

    ByteBuffer back() {
        return back;
    }

    /** The next packet that is due, or -1. To be given to {@link #delivered}. */
    int takeDue(long now) {
        return slots.nextDue() <= now ? slots.take() : -1;
    }

    void delivered(int slot, boolean written) {
        Cause cause = written ? Cause.DELIVERED : Cause.UNWRITTEN;
        counts.count(cause);
        observer.saw(direction, cause, slots.buffer(slot), slots.length(slot));
        slots.release(slot);
    }

    /** A packet was read for which there is no slot. */
    void overflowed() {
        index++;
        counts.count(Cause.ARRIVED);
        counts.count(Cause.OVERFLOW);
    }

    /** Sends the packet on its way, or says why not. */
    private Cause refused(int slot, ByteBuffer buffer, long i, long now) {
        if (!box.passes(packet, direction, now)) {
            if (box.resets() && packet.isTcp()) {
                sendBack(reply.resetToSender(packet, buffer, back), Cause.RST_SENT);
            }
            return Cause.STATE_LOST;
        }
        int length = packet.length();
        var mtu = current.mtu();
        if (mtu.bytes() != 0 && length > mtu.bytes()) {
            if (mtu.answers()) {
                sendBack(reply.tooBig(packet, buffer, mtu.bytes(), back), Cause.ICMP_SENT);
            }
            return Cause.TOO_BIG;
        }
        if (contains(dropped, i + 1)) {
            return Cause.CHOSEN;
        }
        if (contains(reset, i + 1) && packet.isTcp()) {
            resetBoth(buffer, now);
            return Cause.CHOSEN_RESET;
        }
        long departure = departure(length, now);
        if (departure < 0) {
            return Cause.QUEUE_FULL;
        }
        fate.of(i);
        if (fate.lost()) {
            return fate.bad() ? Cause.LOST_IN_BURST : Cause.LOST;
        }
        send(slot, now + departure);
        return null;
    }

    private void send(int slot, long departure) {
        if (fate.corrupted() && packet.flip(fate)) {
            counts.count(Cause.CORRUPTED);
        }
        long due = departure + Math.max(0, delayNanos + fate.jitter());
        if (fate.reordered()) {
            counts.count(Cause.REORDERED);
            due += current.reorder().by().toNanos();
        } else {
            due = Math.max(due, lastDue);
            lastDue = due;
        }
        slots.send(slot, due);
        if (fate.duplicated()) {
            int copy = slots.acquire();
            if (copy >= 0) {
                counts.count(Cause.DUPLICATED);
                slots.copy(slot, copy);
                slots.send(copy, due);
            }
        }
    }

    /** Nanoseconds until the packet has left the bottleneck; -1 when its queue is full. */
    private long departure(int length, long now) {
        var rate = current.rate();
        if (rate.bitsPerSecond() == 0) {
            return 0;
        }
        while (queued > 0 && departures[departuresFrom] <= now) {
            departuresFrom = (departuresFrom + 1) % departures.length;
            queued--;
        }
        long waiting = queued == 0 ? 0 : freeAt - now;
        double bytesWaiting = (double) waiting * rate.bitsPerSecond() / 8 / NANOS;
        if (queued >= rate.queuePackets() || queued > 0 && bytesWaiting + length > rate.queueBytes()) {
            return -1;
        }
        long departure = waiting + Math.round(8.0 * length * NANOS / rate.bitsPerSecond());
        freeAt = now + departure;
        departures[(departuresFrom + queued) % departures.length] = freeAt;
        queued++;
        return departure;
    }

    private void resetBoth(ByteBuffer buffer, long now) {
        sendBack(reply.resetToSender(packet, buffer, back), Cause.RST_SENT);
        int slot = slots.acquire();
        if (slot >= 0) {
            slots.length(slot, reply.resetToReceiver(packet, buffer, slots.buffer(slot)));
            counts.count(Cause.RST_SENT);
            slots.send(slot, now);
        }
    }

    private void sendBack(int bytes, Cause cause) {
        if (bytes > 0) {
            backLength = bytes;
            counts.count(cause);
            observer.saw(direction, cause, back, bytes);
        }
    }

    private void take(Impairment next) {
        current = next;
        fate = new PacketFate(next, seed, direction);
        dropped = next.chosen().dropped().stream().mapToLong(n -> n).toArray();
        reset = next.chosen().reset().stream().mapToLong(n -> n).toArray();
        delayNanos = next.delay().toNanos();
    }

    private static boolean contains(long[] numbers, long number) {
        for (long n : numbers) {
            if (n == number) {
                return true;
            }
        }
        return false;
    }
}

package dev.rdplab.experiments.flights;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.packetlinks.Fate;
import dev.rdplab.packetlinks.Impairment;
import java.util.Arrays;

/**
 * One direction of the path: packets go in with the time and come out, in order, when they are due. The fate of a packet is
 * the packet link's, drawn from (seed, direction, number); a corrupted one fails its checksum and counts as lost. Chosen
 * packets are counted from the beginning of each trial.
 */
final class Lane {

    /** What a packet is. */
    static final int SYN = 0;

    static final int SYN_ACK = 1;
    static final int DATA_OR_ACK = 2;
    static final int RST = 3;

    /** Numbers that one trial may use; more packets than that no handshake sends. */
    private static final int PER_TRIAL_BITS = 20;

    private static final long NANOS = 1_000_000_000L;

    private final Fate fate;
    private final long delayNanos;
    private final Impairment.Rate rate;
    private final long[] departures;
    private final long[] dropped;

    private long begin;
    private long number;
    private long last;
    private long free;
    private int departuresFrom;
    private int queued;

    private int from;
    private int size;
    private long[] due = new long[64];
    private int[] kinds = new int[64];
    private int[] segments = new int[64];
    private int[] acknowledged = new int[64];
    private long[] selective = new long[64];

    Lane(Direction direction, Impairment impairment, long seed) {
        fate = new Fate(impairment, seed, direction);
        delayNanos = impairment.delay().toNanos();
        rate = impairment.rate();
        dropped = impairment.chosen().dropped().stream().mapToLong(n -> n).toArray();
        departures = new long[rate.bitsPerSecond() == 0 ? 0 : rate.queuePackets()];
    }

    /** Before a trial. Its packets have numbers of their own, the same in every cell. */
    void trial(int trial) {
        begin = (long) trial << PER_TRIAL_BITS;
        number = begin;
        free = 0;
        queued = 0;
        clear();
    }

    /** Forgets what is on the way. */
    void clear() {
        from = 0;
        size = 0;
        last = 0;
    }

    /** @param sack of a SYN and its answer the timestamp @param bytes of the IP packet */
    void send(int kind, int segment, int ack, long sack, int bytes, long now) {
        long departure = departure(bytes, now);
        fate.of(number++);
        if (departure < 0 || fate.lost() || fate.corrupted() || isDropped(number - begin)) {
            return;
        }
        last = Math.max(last, now + departure + Math.max(0, delayNanos + fate.jitter()));
        if (size == due.length) {
            grow();
        }
        int slot = from + size & due.length - 1;
        due[slot] = last;
        kinds[slot] = kind;
        segments[slot] = segment;
        acknowledged[slot] = ack;
        selective[slot] = sack;
        size++;
    }

    /** When the next packet comes out; {@link Long#MAX_VALUE} for none. */
    long next() {
        return size == 0 ? Long.MAX_VALUE : due[from];
    }

    /** Hands the next packet to the end where it comes out. */
    void deliver(TcpEnd to) {
        int slot = from;
        from = from + 1 & due.length - 1;
        size--;
        to.received(kinds[slot], segments[slot], acknowledged[slot], selective[slot], due[slot]);
    }

    /** @param counted from 1 */
    private boolean isDropped(long counted) {
        for (long each : dropped) {
            if (each == counted) {
                return true;
            }
        }
        return false;
    }

    /** Nanoseconds until the packet has left the bottleneck; -1 when its queue is full. */
    private long departure(int bytes, long now) {
        if (rate.bitsPerSecond() == 0) {
            return 0;
        }
        while (queued > 0 && departures[departuresFrom] <= now) {
            departuresFrom = (departuresFrom + 1) % departures.length;
            queued--;
        }
        if (queued == departures.length) {
            return -1;
        }
        free = Math.max(free, now) + 8 * bytes * NANOS / rate.bitsPerSecond();
        departures[(departuresFrom + queued++) % departures.length] = free;
        return free - now;
    }

    private void grow() {
        var order = new int[size];
        Arrays.setAll(order, i -> from + i & due.length - 1);
        due = Arrays.copyOf(Arrays.stream(order).mapToLong(i -> due[i]).toArray(), 2 * size);
        selective =
                Arrays.copyOf(Arrays.stream(order).mapToLong(i -> selective[i]).toArray(), 2 * size);
        kinds = grown(kinds, order);
        segments = grown(segments, order);
        acknowledged = grown(acknowledged, order);
        from = 0;
    }

    private static int[] grown(int[] values, int[] order) {
        return Arrays.copyOf(Arrays.stream(order).map(i -> values[i]).toArray(), 2 * order.length);
    }
}

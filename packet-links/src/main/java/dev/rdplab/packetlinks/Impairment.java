package dev.rdplab.packetlinks;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What is done to packets that go one way. Applied in this order: MSS clamp, MTU, chosen packets, rate and queue, loss,
 * corruption, duplication, delay.
 *
 * @param loss which packets are lost
 * @param delay of every packet
 * @param jitter a uniform draw from -jitter to +jitter is added to the delay, never below zero; order is kept
 * @param reorder packets that are held back, so that later ones pass them
 * @param duplicate share of packets that arrive twice
 * @param corrupt share of packets in which one bit behind the IP header is flipped
 * @param rate bandwidth and its queue
 * @param mtu the longest packet that passes
 * @param chosen packets picked by their number
 * @param mssClamp TCP SYNs may announce no larger segment, in bytes; 0 leaves them alone
 */
public record Impairment(
        Loss loss,
        Duration delay,
        Duration jitter,
        Reorder reorder,
        double duplicate,
        double corrupt,
        Rate rate,
        Mtu mtu,
        Chosen chosen,
        int mssClamp) {

    /** A perfect path. */
    public static final Impairment NONE = new Impairment(
            Loss.NONE, Duration.ZERO, Duration.ZERO, Reorder.NONE, 0, 0, Rate.UNLIMITED, Mtu.UNLIMITED, Chosen.NONE, 0);

    public Impairment {
        Bounds.time("delay", delay);
        Bounds.time("jitter", jitter);
        Bounds.share("duplicate", duplicate);
        Bounds.share("corrupt", corrupt);
        if (mssClamp < 0 || mssClamp > 65_535) {
            throw new IllegalArgumentException("mssClamp " + mssClamp + ", 0 to 65535 allowed");
        }
    }

    public Impairment loss(Loss value) {
        return new Impairment(value, delay, jitter, reorder, duplicate, corrupt, rate, mtu, chosen, mssClamp);
    }

    public Impairment loss(double share) {
        return loss(Loss.of(share));
    }

    public Impairment delay(Duration value) {
        return new Impairment(loss, value, jitter, reorder, duplicate, corrupt, rate, mtu, chosen, mssClamp);
    }

    public Impairment jitter(Duration value) {
        return new Impairment(loss, delay, value, reorder, duplicate, corrupt, rate, mtu, chosen, mssClamp);
    }

    public Impairment reorder(double share, Duration by) {
        return new Impairment(
                loss, delay, jitter, new Reorder(share, by), duplicate, corrupt, rate, mtu, chosen, mssClamp);
    }

    public Impairment duplicate(double share) {
        return new Impairment(loss, delay, jitter, reorder, share, corrupt, rate, mtu, chosen, mssClamp);
    }

    public Impairment corrupt(double share) {
        return new Impairment(loss, delay, jitter, reorder, duplicate, share, rate, mtu, chosen, mssClamp);
    }

    public Impairment rate(Rate value) {
        return new Impairment(loss, delay, jitter, reorder, duplicate, corrupt, value, mtu, chosen, mssClamp);
    }

    public Impairment mtu(Mtu value) {
        return new Impairment(loss, delay, jitter, reorder, duplicate, corrupt, rate, value, chosen, mssClamp);
    }

    public Impairment chosen(Chosen value) {
        return new Impairment(loss, delay, jitter, reorder, duplicate, corrupt, rate, mtu, value, mssClamp);
    }

    public Impairment mssClamp(int bytes) {
        return new Impairment(loss, delay, jitter, reorder, duplicate, corrupt, rate, mtu, chosen, bytes);
    }

    /**
     * @param share of packets held back
     * @param by how much longer than their neighbours
     */
    public record Reorder(double share, Duration by) {
        public static final Reorder NONE = new Reorder(0, Duration.ZERO);

        public Reorder {
            Bounds.share("reorder", share);
            Bounds.time("reorder by", by);
        }
    }

    /**
     * A bottleneck. Packets that find the queue full are dropped; lost packets have used the bandwidth too.
     *
     * @param bitsPerSecond of IP packets; 0 for no limit
     * @param queuePackets places in the queue, the packet being sent among them
     * @param queueBytes bytes in the queue
     */
    public record Rate(long bitsPerSecond, int queuePackets, int queueBytes) {
        public static final Rate UNLIMITED = new Rate(0, 1, 1);

        /** The longest queue, in packets. */
        public static final int MOST_PACKETS = 10_000;

        public Rate {
            if (bitsPerSecond < 0
                    || bitsPerSecond > 100_000_000_000L
                    || queuePackets < 1
                    || queuePackets > MOST_PACKETS
                    || queueBytes < 1) {
                throw new IllegalArgumentException("rate " + bitsPerSecond + " bit/s with a queue of " + queuePackets
                        + " packets and " + queueBytes + " bytes");
            }
        }

        /** A queue of that many packets, whatever their size. */
        public static Rate of(long bitsPerSecond, int queuePackets) {
            return new Rate(bitsPerSecond, queuePackets, Integer.MAX_VALUE);
        }
    }

    /**
     * @param bytes of the longest IP packet that passes; 0 for no limit
     * @param answers whether the sender is told: ICMP fragmentation needed, ICMPv6 packet too big. Without it the packet
     *     vanishes, which is the black hole. Packets that may be fragmented vanish too.
     */
    public record Mtu(int bytes, boolean answers) {
        public static final Mtu UNLIMITED = new Mtu(0, false);

        public Mtu {
            if (bytes != 0 && (bytes < 68 || bytes > 65_535)) {
                throw new IllegalArgumentException("mtu " + bytes + ", 0 or 68 to 65535 allowed");
            }
        }

        public static Mtu blackHole(int bytes) {
            return new Mtu(bytes, false);
        }

        public static Mtu withIcmp(int bytes) {
            return new Mtu(bytes, true);
        }
    }

    /**
     * Packets by their number, from 1, in the order in which they reach this direction of the link.
     *
     * @param dropped do not arrive
     * @param reset are answered by a box on the way: instead of the packet, a TCP RST goes to both ends
     */
    public record Chosen(List<Long> dropped, List<Long> reset) {
        public static final Chosen NONE = new Chosen(List.of(), List.of());

        public Chosen {
            dropped = dropped.stream().sorted().toList();
            reset = reset.stream().sorted().toList();
        }

        public static Chosen drop(long... numbers) {
            return new Chosen(Arrays.stream(numbers).boxed().toList(), List.of());
        }

        public static Chosen reset(long... numbers) {
            return new Chosen(List.of(), Arrays.stream(numbers).boxed().toList());
        }
    }
}

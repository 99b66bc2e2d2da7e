package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rdplab.chaos.link.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A hundred thousand real packets each way, lost in every way there is. The seed is fixed, and so is each packet's fate. */
@NeedsPacketLab
class LossCountsTest {

    private static final int MANY = 100_000;
    private static final long SEED = 20_261_122;
    /** On the way at most, fewer than any queue holds. */
    private static final int AHEAD = 2_000;

    @Test
    void independentLossOneWayAndBurstsTheOther() {
        var bursts = (Loss.GilbertElliott) Loss.bursts(0.05, 8);
        // Neighbours hang together, so the count spreads more widely than that of a coin.
        double memory = 1 - bursts.toBad() - bursts.toGood();
        try (var link = TunLink.open(PacketPath.of(Impairment.NONE.loss(0.03), Impairment.NONE.loss(bursts), SEED))) {
            floodBothWays(link);

            assertCarried(link.counts(Direction.UP), Cause.LOST, 0.03, 1);
            assertCarried(link.counts(Direction.DOWN), Cause.LOST_IN_BURST, 0.05, (1 + memory) / (1 - memory));
            assertThat(link.counts(Direction.UP).of(Cause.LOST_IN_BURST)).isZero();
            assertThat(link.counts(Direction.DOWN).of(Cause.LOST)).isZero();
        }
    }

    @Test
    void bothStatesOfAChainOneWayAndChosenPacketsTheOther() {
        var chain = new Loss.GilbertElliott(0.1, 0.4, 0.01, 0.5);
        var everyHundredth =
                LongStream.rangeClosed(1, MANY / 100).map(n -> n * 100).toArray();
        var down = Impairment.NONE.chosen(Impairment.Chosen.drop(everyHundredth));
        try (var link = TunLink.open(PacketPath.of(Impairment.NONE.loss(chain), down, SEED))) {
            floodBothWays(link);

            var up = link.counts(Direction.UP);
            // 1 - 0.1 - 0.4 is the memory of the states, and only a part of the variance comes from them: an upper
            // bound.
            assertThat(up.of(Cause.LOST) + up.of(Cause.LOST_IN_BURST))
                    .isCloseTo(Math.round(chain.mean() * MANY), within(threeSigma(chain.mean(), 1.5 / 0.5)));
            assertThat(up.of(Cause.LOST)).isPositive();
            assertThat(link.counts(Direction.DOWN).of(Cause.CHOSEN)).isEqualTo(MANY / 100);
            assertThat(link.counts(Direction.DOWN).dropped()).isEqualTo(MANY / 100);
        }
    }

    @Test
    void damageOneWayAndNothingTheOther() {
        var up = Impairment.NONE.duplicate(0.03).corrupt(0.05);
        try (var link = TunLink.open(PacketPath.of(up, Impairment.NONE, SEED))) {
            floodBothWays(link);

            var counts = link.counts(Direction.UP);
            assertThat(counts.of(Cause.DUPLICATED)).isCloseTo(3_000, within(threeSigma(0.03, 1)));
            assertThat(counts.of(Cause.CORRUPTED)).isCloseTo(5_000, within(threeSigma(0.05, 1)));
            assertThat(counts.of(Cause.DELIVERED)).isEqualTo(MANY + counts.of(Cause.DUPLICATED));
            assertThat(link.counts(Direction.DOWN).of(Cause.DELIVERED)).isEqualTo(MANY);
        }
    }

    private static void assertCarried(Counts counts, Cause cause, double share, double inflation) {
        assertThat(counts.of(Cause.ARRIVED)).isEqualTo(MANY);
        assertThat(counts.of(cause)).isCloseTo(Math.round(share * MANY), within(threeSigma(share, inflation)));
        assertThat(counts.of(Cause.DELIVERED) + counts.of(cause)).isEqualTo(MANY);
    }

    private static long threeSigma(double share, double inflation) {
        return Math.round(3 * Math.sqrt(MANY * share * (1 - share) * inflation));
    }

    private static void floodBothWays(PacketLink link) {
        var up = CompletableFuture.runAsync(
                () -> flood(link, Direction.UP, link.a(), link.addressA(), link.b(), link.addressB()));
        flood(link, Direction.DOWN, link.b(), link.addressB(), link.a(), link.addressA());
        up.join();
    }

    /** The receiving socket is never read: what counts is what the link has carried. Without a socket ICMP would answer. */
    private static void flood(
            PacketLink link,
            Direction direction,
            NetNamespace from,
            InetAddress source,
            NetNamespace to,
            InetAddress target) {
        try (var receiver = to.call(() -> new DatagramSocket(new InetSocketAddress(target, 0)));
                var sender = from.call(() -> new DatagramSocket(new InetSocketAddress(source, 0)))) {
            var packet = new DatagramPacket(new byte[20], 20, target, receiver.getLocalPort());
            for (int i = 1; i <= MANY; i++) {
                sender.send(packet);
                if (i % 100 == 0) {
                    awaitCarried(link, direction, i - AHEAD);
                }
            }
            awaitCarried(link, direction, MANY);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitCarried(PacketLink link, Direction direction, long packets) {
        long until = System.nanoTime() + 90_000_000_000L;
        long carried;
        do {
            var counts = link.counts(direction);
            carried = counts.of(Cause.DELIVERED) + counts.dropped() - counts.of(Cause.DUPLICATED);
            Thread.yield();
        } while (carried < packets && System.nanoTime() < until);
        assertThat(carried).as("carried %s", direction).isGreaterThanOrEqualTo(packets);
    }
}

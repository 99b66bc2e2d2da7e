package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rdplab.chaos.link.Direction;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The emulator without a kernel: packets made by hand, and a clock that the test moves. */
class LaneTest {

    private static final int MANY = 100_000;
    private static final long MILLI = 1_000_000;
    private static final long SEED = 20_261_122;

    private final List<Arrival> arrivals = new ArrayList<>();
    private long now;

    record Arrival(int number, long at, int length) {}

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.02, 0.1, 0.5, 1})
    void losesTheShareThatWasSet(double share) {
        var counts = carry(Impairment.NONE.loss(share), MANY);

        assertThat(counts.of(Cause.LOST)).isCloseTo(Math.round(share * MANY), within(sigmas(share, 1)));
        assertAddsUp(counts, MANY);
    }

    @Test
    void losesInBurstsOfTheLengthThatWasSet() {
        var bursts = (Loss.GilbertElliott) Loss.bursts(0.05, 8);
        var counts = carry(Impairment.NONE.loss(bursts), MANY);
        // Neighbours hang together, so the count spreads more widely than that of a coin.
        double memory = 1 - bursts.toBad() - bursts.toGood();

        assertThat(counts.of(Cause.LOST_IN_BURST))
                .isCloseTo(Math.round(0.05 * MANY), within(sigmas(0.05, (1 + memory) / (1 - memory))));
        assertThat(counts.of(Cause.LOST)).isZero();
        var gaps = new ArrayList<Integer>();
        int last = -1;
        for (Arrival arrival : arrivals) {
            if (arrival.number() != last + 1) {
                gaps.add(arrival.number() - last - 1);
            }
            last = arrival.number();
        }
        double mean = gaps.stream().mapToInt(i -> i).average().orElse(0);
        // A geometric length of mean 8 has a deviation of 7.5.
        assertThat(mean).isCloseTo(8, within(3 * 7.5 / Math.sqrt(gaps.size())));
    }

    @Test
    void losesInBothStatesOfAPathThatIsNeverPerfect() {
        var chain = new Loss.GilbertElliott(0.1, 0.4, 0.01, 0.5);
        var counts = carry(Impairment.NONE.loss(chain), MANY);

        assertThat(chain.mean()).isCloseTo(0.2 * 0.5 + 0.8 * 0.01, within(1e-12));
        // 1 - 0.1 - 0.4 is the memory of the states, and only a part of the variance comes from them: an upper bound.
        assertThat(counts.dropped())
                .isCloseTo(Math.round(chain.mean() * MANY), within(sigmas(chain.mean(), 1.5 / 0.5)));
        assertThat(counts.of(Cause.LOST)).isPositive();
        assertThat(counts.of(Cause.LOST_IN_BURST)).isPositive();
    }

    @Test
    void repeatsDamagesAndHoldsBackTheSharesThatWereSet() {
        var counts = carry(Impairment.NONE.duplicate(0.03).corrupt(0.05).reorder(0.1, Duration.ofMillis(3)), MANY);

        assertThat(counts.of(Cause.DUPLICATED)).isCloseTo(3_000, within(sigmas(0.03, 1)));
        assertThat(counts.of(Cause.CORRUPTED)).isCloseTo(5_000, within(sigmas(0.05, 1)));
        assertThat(counts.of(Cause.REORDERED)).isCloseTo(10_000, within(sigmas(0.1, 1)));
        assertAddsUp(counts, MANY);
    }

    @Test
    void drawsTheSameForTheSameSeedWhateverTheTimesAre() {
        var impairment = Impairment.NONE.loss(0.1).duplicate(0.1);
        carry(impairment, 1_000);
        var first = arrivals.stream().map(Arrival::number).toList();
        arrivals.clear();
        now = 77 * MILLI;

        carry(impairment, 1_000);

        assertThat(arrivals.stream().map(Arrival::number)).containsExactlyElementsOf(first);
    }

    @Test
    void delaysByTheTimeThatWasSetAndKeepsOrderUnderJitter() {
        var impairment = Impairment.NONE.delay(Duration.ofMillis(25)).jitter(Duration.ofMillis(10));
        carry(impairment, 5_000);
        var delays =
                arrivals.stream().mapToLong(a -> a.at() - a.number() * MILLI).toArray();

        assertThat(LongStream.of(delays).boxed()).allMatch(d -> d >= 15 * MILLI && d <= 35 * MILLI);
        assertThat(LongStream.of(delays).max().orElse(0)).isGreaterThan(34 * MILLI);
        assertThat(arrivals.stream().map(Arrival::number)).isSorted();
    }

    @Test
    void letsLaterPacketsPassTheOnesThatAreHeldBack() {
        carry(Impairment.NONE.reorder(0.1, Duration.ofNanos(2_500_000)), 1_000);

        var held = arrivals.stream().filter(a -> a.at() > a.number() * MILLI).toList();
        assertThat(held).isNotEmpty().allMatch(a -> a.at() == a.number() * MILLI + 2_500_000);
        assertThat(arrivals.stream().map(Arrival::number).toList())
                .isNotEqualTo(arrivals.stream().map(Arrival::number).sorted().toList());
    }

    @Test
    void sendsAtTheRateAndDropsWhatFindsTheQueueFull() {
        // 1000 bytes at 1 Mbit/s take 8 ms; one comes each millisecond.
        var counts = carry(Impairment.NONE.rate(Impairment.Rate.of(1_000_000, 5)), 1_000);

        assertThat(arrivals).hasSizeBetween(125, 130);
        for (int i = 1; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i).at() - arrivals.get(i - 1).at()).isEqualTo(8 * MILLI);
        }
        assertThat(counts.of(Cause.QUEUE_FULL)).isEqualTo(1_000 - arrivals.size());
    }

    @Test
    void countsBytesInTheQueueToo() {
        carry(Impairment.NONE.rate(new Impairment.Rate(1_000_000, 1_000, 2_500)), 100);

        // Two packets of 1000 bytes have room, and the next when 500 bytes have left after 4 ms.
        assertThat(arrivals.stream().limit(3).map(Arrival::number)).containsExactly(0, 1, 4);
    }

    @Test
    void dropsTheChosenPackets() {
        var counts = carry(Impairment.NONE.chosen(Impairment.Chosen.drop(1, 5)), 6);

        assertThat(arrivals.stream().map(Arrival::number)).containsExactly(1, 2, 3, 5);
        assertThat(counts.of(Cause.CHOSEN)).isEqualTo(2);
    }

    @Test
    void takesANewSettingFromTheNextPacketOn() {
        var lane = lane(Direction.UP, Impairment.NONE, StatefulBox.steady());
        send(lane, Packets.udp(PacketNet.A, PacketNet.B, 100, 0));
        lane.change(Impairment.NONE.loss(1));
        send(lane, Packets.udp(PacketNet.A, PacketNet.B, 100, 1));

        assertThat(drain(lane)).hasSize(1);
    }

    @Test
    void neitherCountsNorCarriesMulticast() throws Exception {
        var lane = lane(Direction.UP, Impairment.NONE, StatefulBox.steady());
        send(lane, Packets.udp(PacketNet.A, InetAddress.getByName("224.0.0.22"), 100, 0));
        send(lane, Packets.udp(PacketNet.A6, InetAddress.getByName("ff02::16"), 100, 0));

        assertThat(lane.counts().asMap()).containsOnlyKeys("chatter");
    }

    private Counts carry(Impairment impairment, int packets) {
        var lane = lane(Direction.UP, impairment, StatefulBox.steady());
        long start = now;
        for (int i = 0; i < packets; i++) {
            deliver(lane, start + i * MILLI - 1, start);
            now = start + i * MILLI;
            send(lane, Packets.udp(PacketNet.A, PacketNet.B, 1_000, i));
            deliver(lane, now, start);
        }
        deliver(lane, Long.MAX_VALUE - 1, start);
        return lane.counts();
    }

    private void deliver(Lane lane, long until, long start) {
        while (lane.slots().nextDue() <= until) {
            long due = lane.slots().nextDue();
            int slot = lane.takeDue(due);
            arrivals.add(new Arrival(
                    lane.slots().buffer(slot).getInt(28),
                    due - start,
                    lane.slots().length(slot)));
            lane.delivered(slot, true);
        }
    }

    static Lane lane(Direction direction, Impairment impairment, StatefulBox box) {
        return new Lane(direction, impairment, SEED, box, 1500, Lane.Observer.NONE);
    }

    void send(Lane lane, ByteBuffer packet) {
        send(lane, packet, now);
    }

    static void send(Lane lane, ByteBuffer packet, long when) {
        int slot = lane.slots().acquire();
        lane.slots().buffer(slot).put(0, packet, 0, packet.capacity());
        lane.arrived(slot, packet.capacity(), when);
    }

    static List<ByteBuffer> drain(Lane lane) {
        var all = new ArrayList<ByteBuffer>();
        for (int slot = lane.takeDue(Long.MAX_VALUE - 1); slot >= 0; slot = lane.takeDue(Long.MAX_VALUE - 1)) {
            var copy = ByteBuffer.allocate(lane.slots().length(slot));
            copy.put(0, lane.slots().buffer(slot), 0, copy.capacity());
            all.add(copy);
            lane.delivered(slot, true);
        }
        return all;
    }

    private static void assertAddsUp(Counts counts, long arrived) {
        assertThat(counts.of(Cause.ARRIVED)).isEqualTo(arrived);
        assertThat(counts.of(Cause.DELIVERED) + counts.dropped()).isEqualTo(arrived + counts.of(Cause.DUPLICATED));
    }

    private static long sigmas(double share, double inflation) {
        return Math.round(3 * Math.sqrt(MANY * share * (1 - share) * inflation));
    }
}

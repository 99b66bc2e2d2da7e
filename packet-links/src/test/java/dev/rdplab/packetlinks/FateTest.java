package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rdplab.chaos.link.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FateTest {

    private static final Impairment EVERYTHING = Impairment.NONE
            .loss(new Loss.GilbertElliott(0.05, 0.3, 0.01, 0.8))
            .jitter(Duration.ofMillis(5))
            .reorder(0.2, Duration.ofMillis(1))
            .duplicate(0.1)
            .corrupt(0.1);

    @ParameterizedTest
    @ValueSource(longs = {1, 42, -7})
    void dependsOnTheIndexAloneAndNotOnWhatWasAskedBefore(long seed) {
        var inOrder = new PacketFate(EVERYTHING, seed, Direction.UP);
        var expected = IntStream.range(0, 2_000).mapToObj(i -> told(inOrder, i)).toList();
        var indices = new ArrayList<>(IntStream.range(0, 2_000).boxed().toList());
        Collections.shuffle(indices, new Random(seed));

        var shuffled = new PacketFate(EVERYTHING, seed, Direction.UP);

        for (int i : indices) {
            assertThat(told(shuffled, i)).as("packet %d", i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void differsBetweenSeedsAndBetweenDirections() {
        assertThat(fates(1, Direction.UP)).isNotEqualTo(fates(2, Direction.UP));
        assertThat(fates(1, Direction.UP)).isNotEqualTo(fates(1, Direction.DOWN));
        assertThat(fates(1, Direction.UP)).isEqualTo(fates(1, Direction.UP));
    }

    @Test
    void doesNotLetOneKindDecideAnother() {
        var impairment = Impairment.NONE.duplicate(0.5).corrupt(0.5);
        var fate = new PacketFate(impairment, 3, Direction.UP);
        long both = IntStream.range(0, 10_000)
                .filter(i -> fate.of(i).duplicated() && fate.corrupted())
                .count();

        assertThat(both / 10_000.0).isCloseTo(0.25, within(3 * Math.sqrt(0.25 * 0.75 / 10_000)));
    }

    @Test
    void drawsJitterEvenlyOnBothSides() {
        var fate = new PacketFate(EVERYTHING, 5, Direction.DOWN);
        var draws =
                IntStream.range(0, 10_000).mapToLong(i -> fate.of(i).jitter()).summaryStatistics();

        assertThat(draws.getMin()).isBetween(-5_000_000L, -4_950_000L);
        assertThat(draws.getMax()).isBetween(4_950_000L, 5_000_000L);
        assertThat(draws.getAverage()).isCloseTo(0, within(3 * 5e6 / Math.sqrt(3 * 10_000)));
    }

    private static List<String> fates(long seed, Direction direction) {
        var fate = new PacketFate(EVERYTHING, seed, direction);
        return IntStream.range(0, 100).mapToObj(i -> told(fate, i)).toList();
    }

    private static String told(PacketFate fate, int i) {
        fate.of(i);
        return fate.lost() + " " + fate.bad() + " " + fate.jitter() + " " + fate.reordered() + " " + fate.duplicated()
                + " " + fate.corrupted() + " " + fate.corruptedBit(8_000);
    }
}

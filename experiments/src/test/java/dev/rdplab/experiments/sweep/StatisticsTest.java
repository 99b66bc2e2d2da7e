package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void wilsonAgreesWithPublishedValues() {
        // Newcombe 1998, Statistics in Medicine 17, table I: 81/263, 15/148, 0/20, 1/29.
        assertInterval(new Share(81, 263), 0.2553, 0.3662);
        assertInterval(new Share(15, 148), 0.0624, 0.1605);
        assertInterval(new Share(0, 20), 0.0000, 0.1611);
        assertInterval(new Share(1, 29), 0.0061, 0.1718);
    }

    @Test
    void newcombeAgreesWithPublishedValues() {
        // Newcombe 1998, Statistics in Medicine 17, 873-890, method 10: 56/70 against 48/80.
        var growth = new Share(48, 80).growthTo(new Share(56, 70), Share.Z_95);

        assertThat(growth.low()).isCloseTo(0.0524, within(0.00005));
        assertThat(growth.high()).isCloseTo(0.3339, within(0.00005));
    }

    @Test
    void nothingIsKnownWithoutTrials() {
        assertThat(new Share(0, 0).interval()).isEqualTo(new Share.Interval(0, 1));
    }

    @Test
    void percentilesNeedTenValuesBeyondThem() {
        assertThat(upTo(19).at(50)).isEmpty();
        assertThat(upTo(20).at(50)).hasValue(10);
        assertThat(upTo(199).at(95)).isEmpty();
        assertThat(upTo(200).at(95)).hasValue(190);
        assertThat(upTo(999).at(99)).isEmpty();
        assertThat(upTo(1000).at(99)).hasValue(990);
    }

    @Test
    void intervalsOfPercentilesAreThoseOfTheOrderStatistics() {
        // 100 values: the 40th and the 61st hold the median at 95 %, as in published tables.
        assertThat(upTo(100).range(50)).hasValue(new Percentiles.Range(40, 61));
        assertThat(upTo(200).range(95)).hasValue(new Percentiles.Range(183, 198));
        assertThat(upTo(199).range(95)).isEmpty();
    }

    @Test
    void theDistanceOfSamplesIsTheLargestGapOfTheirSteps() {
        assertThat(upTo(10).distance(upTo(10))).isZero();
        assertThat(new Percentiles(1, 2).distance(new Percentiles(3, 4))).isEqualTo(1);
        assertThat(new Percentiles(1, 2, 3, 4).distance(new Percentiles(2.5, 3, 4, 5)))
                .isEqualTo(0.5);
    }

    private static Percentiles upTo(int n) {
        return new Percentiles(IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray());
    }

    private static void assertInterval(Share share, double low, double high) {
        assertThat(share.interval().low()).isCloseTo(low, within(0.00006));
        assertThat(share.interval().high()).isCloseTo(high, within(0.00006));
    }
}

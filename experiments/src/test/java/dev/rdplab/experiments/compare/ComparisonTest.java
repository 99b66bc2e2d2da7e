package dev.rdplab.experiments.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.experiments.sweep.TrialSet;
import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final int PAIRS = 200;
    private static final int CELLS = 6;

    @Test
    void quantilesAreThoseOfPublishedTables() {
        assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959964, within(1e-6));
        assertThat(NormalQuantile.of(0.8)).isCloseTo(0.841621, within(1e-6));
        assertThat(NormalQuantile.of(0.0005)).isCloseTo(-3.290527, within(1e-6));
        assertThat(NormalQuantile.of(0.5)).isZero();
    }

    /** At 95 % over all cells at most one pair in twenty may differ; with 200 pairs 16 are beyond what chance explains. */
    @Test
    void equalPathsAreHardlyEverToldApart() {
        long alarms = IntStream.range(0, PAIRS)
                .filter(seed -> {
                    var random = new Random(seed);
                    var one = set("a", random, 250, 0.95, 900);
                    var other = set("b", random, 250, 0.95, 900);
                    var comparison = Comparison.of(one, other, SLOW);
                    return comparison.worse() + comparison.better() > 0;
                })
                .count();
        System.out.println("false alarms: " + alarms + " of " + PAIRS + " pairs with " + CELLS + " cells");
        assertThat(alarms).isLessThanOrEqualTo(16);
    }

    @Test
    void aKnownDifferenceIsShownAsOftenAsPromised() {
        var random = new Random(1);
        long trials = Comparison.of(set("a", random, 250, 0.95, 900), set("b", random, 250, 0.95, 900), SLOW)
                .trialsToShowFivePoints();
        long shown = IntStream.range(0, PAIRS)
                .filter(seed -> {
                    var each = new Random(1_000 + seed);
                    var before = one("a", each, (int) trials, 0.97, 900);
                    var after = one("b", each, (int) trials, 0.90, 900);
                    return Comparison.of(before, after, SLOW).worse() == 1;
                })
                .count();
        System.out.println("7 points of success with " + trials + " trials: shown in " + shown + " of " + PAIRS);
        assertThat(shown).isGreaterThan(PAIRS * 8L / 10);
    }

    @Test
    void timesAreComparedAsWellAsSuccess() {
        var random = new Random(3);
        var comparison = Comparison.of(one("a", random, 400, 1, 900), one("b", random, 400, 1, 1_500), SLOW);

        assertThat(comparison.cells().get(0).verdict()).isEqualTo("worse: p50, p95");
        assertThat(comparison.sentence()).startsWith("B is worse in 1 and better in 0 of 1 cell,");
        var back = Comparison.of(one("b", random, 400, 1, 1_500), one("a", random, 400, 1, 900), SLOW);
        assertThat(back.cells().get(0).verdict()).isEqualTo("better: p50, p95");
    }

    @Test
    void aPercentileOfTooFewTrialsIsNotCompared() {
        var random = new Random(4);
        var comparison = Comparison.of(one("a", random, 15, 1, 900), one("b", random, 15, 1, 9_000), SLOW);

        assertThat(comparison
                        .cells()
                        .get(0)
                        .growths()
                        .get(Measure.P95.ordinal())
                        .text())
                .isEqualTo("too few");
        assertThat(comparison.cells().get(0).verdict()).isEqualTo("worse: slow or failed");
    }

    @Test
    void whatWasChangedIsNoReasonNotToCompare() {
        var random = new Random(5);
        var before = withFixed(set("a", random, 30, 1, 900), "mtu", "1500");
        var after = withFixed(set("b", random, 30, 1, 900), "mtu", "1380");
        var comparison = Comparison.of(before, after, SLOW);

        assertThat(comparison.distinct()).isEqualTo(Map.of("mtu", List.of("1500", "1380")));
        assertThat(comparison.cells()).hasSize(CELLS);
        assertThat(comparison.sentence()).contains("No difference that these trials could show");
    }

    @Test
    void anAxisOfOneResultIsNotFoldedIntoTheOther() {
        var random = new Random(6);
        var one = withFixed(one("a", random, 30, 1, 900), "loss", "0");
        var comparison = Comparison.of(one, set("b", random, 30, 1, 900), SLOW);

        assertThat(comparison.cells()).hasSize(1);
        assertThat(comparison.onlyB()).hasSize(CELLS - 1);
    }

    private static TrialSet one(String name, Random random, int n, double success, double median) {
        return new TrialSet(name, Map.of(new Cell(Map.of()), trials(random, n, success, median)), Optional.empty());
    }

    private static TrialSet set(String name, Random random, int n, double success, double median) {
        var cells = new LinkedHashMap<Cell, List<Trial>>();
        for (int i = 0; i < CELLS; i++) {
            cells.put(new Cell(Map.of("loss", Integer.toString(i))), trials(random, n, success, median));
        }
        return new TrialSet(name, cells, Optional.empty());
    }

    private static TrialSet withFixed(TrialSet set, String word, String value) {
        var cells = new LinkedHashMap<Cell, List<Trial>>();
        set.cells().forEach((cell, trials) -> {
            var settings = new LinkedHashMap<>(cell.settings());
            settings.put(word, value);
            cells.put(new Cell(settings), trials);
        });
        return new TrialSet(set.name(), cells, set.slowerThan());
    }

    /** Log-normal times, as those of handshakes over a path roughly are. */
    private static List<Trial> trials(Random random, int n, double success, double median) {
        return IntStream.range(0, n)
                .mapToObj(i -> random.nextDouble() < success
                        ? new Trial(
                                true,
                                Stage.ACTIVE,
                                "completed",
                                Map.of(Stage.TLS, median * Math.exp(0.3 * random.nextGaussian())),
                                -1)
                        : new Trial(false, Stage.TLS, "timeout", Map.of(), -1))
                .toList();
    }
}

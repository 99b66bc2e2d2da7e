package dev.rdplab.experiments.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.experiments.sweep.TrialSet;
import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often a condition of {@code --fail-if} holds by chance, and how often it holds when it should: simulated cells. */
class GatePowerTest {

    private static final int CELLS = 200;
    private static final Cell CELL = new Cell(Map.of());

    /** Log-normal times with sigma 0.3: p95 is 1.64 times the median, so 1829 ms give p95 = 3 s. */
    @ParameterizedTest
    @CsvSource({
        "success < 99%, 200, 0.999, 900, 0, 10",
        "success < 99%, 200, 0.99, 900, 40, 120",
        "success < 99%, 200, 0.97, 900, 170, 200",
        "success < 99%, 1000, 0.97, 900, 200, 200",
        "p95 > 3s, 200, 1, 1600, 0, 10",
        "p95 > 3s, 200, 1, 1829, 60, 140",
        "p95 > 3s, 200, 1, 2100, 190, 200",
    })
    void holdsInSoManyOfTwoHundredCells(String text, int trials, double success, double median, int least, int most) {
        var condition = Condition.parse(text);
        long held = IntStream.range(0, CELLS)
                .filter(seed -> condition
                        .of(cell(new Random(seed), trials, success, median).findings(CELL, Duration.ofSeconds(3)))
                        .fails())
                .count();
        System.out.println("'" + text + "' with " + trials + " trials, success " + success + ", median " + median
                + " ms: holds in " + held + " of " + CELLS);
        assertThat(held).isBetween((long) least, (long) most);
    }

    private static TrialSet cell(Random random, int n, double success, double median) {
        return new TrialSet(
                "cell",
                Map.of(
                        CELL,
                        IntStream.range(0, n)
                                .mapToObj(i -> trial(random, success, median))
                                .toList()),
                Optional.empty());
    }

    private static Trial trial(Random random, double success, double median) {
        double millis = median * Math.exp(0.3 * random.nextGaussian());
        return random.nextDouble() < success
                ? new Trial(true, Stage.ACTIVE, "completed", Map.of(Stage.TLS, millis), -1)
                : new Trial(false, Stage.TLS, "timeout", Map.of(), -1);
    }
}

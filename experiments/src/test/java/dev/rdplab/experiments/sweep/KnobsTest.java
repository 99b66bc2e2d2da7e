package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnobsTest {

    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final int PAIRS = 200;

    private static final Grid GRID = Grid.read(
            "knobs.yaml",
            "name: knobs\ntrials: 1\nslower-than: 30s\naxes: { loss: [0%, 2%], clamp: ['off', 'on'], mtu-probing: [0, 1] }\n");

    @Test
    void aKnobThatChangesTimesAloneIsFoundByBothPercentiles() {
        var findings = findings(400, 1, settings -> settings.get("clamp").equals("on") ? 600.0 : 900.0);

        assertThat(findings.whatToChangeFirst())
                .extracting(Advice::sentence)
                .hasSize(2)
                .allMatch(line -> line.startsWith("clamp: off -> on makes p") && line.contains("4 pairs of cells"))
                .anyMatch(line -> line.contains("p50"))
                .anyMatch(line -> line.contains("p95"));
    }

    @Test
    void aGridOfPathsAloneSaysThatItHasNoKnob() {
        var grid = Grid.read("paths.yaml", "name: paths\ntrials: 1\naxes: { loss: [0%, 2%], rtt: [0ms, 10ms] }\n");

        assertThat(Findings.of(grid, Map.of(), List.of(), List.of()).noAdvice())
                .isEqualTo("this grid varies only what the path is (loss, rtt), and nothing that can be set");
        assertThat(Findings.of(GRID, Map.of(), List.of(), List.of()).noAdvice()).startsWith("no single setting");
    }

    @Test
    void successComesBeforeTime() {
        var findings = Findings.of(
                GRID,
                trials(
                        400,
                        settings -> settings.get("clamp").equals("on") ? 1.0 : 0.5,
                        settings -> settings.get("mtu-probing").equals("1") ? 600.0 : 900.0),
                List.of(),
                List.of());

        assertThat(findings.whatToChangeFirst().get(0).sentence()).startsWith("clamp: off -> on lets 100.0 %");
        assertThat(findings.whatToChangeFirst()).extracting(Advice::setting).contains("mtu-probing");
        assertThat(findings.undecided()).isEmpty();
    }

    @Test
    void ofEachKnobThatIsNotDecidedTheMissingTrialsAreTold() {
        var few = findings(10, 1, settings -> 900.0);

        assertThat(few.whatToChangeFirst()).isEmpty();
        assertThat(few.undecided()).hasSize(2);
        assertThat(few.undecided().get(0))
                .startsWith("clamp: cannot tell; more in each cell would show: 10 points of success in time (about ")
                .contains("a p50 shorter by 10 % (about ", "a p95 shorter by 10 % (about ");
        assertThat(few.text()).contains("- mtu-probing: cannot tell;");
    }

    @Test
    void theNumberOfTrialsThatIsAskedForShowsTheDifference() {
        int few = 100;
        var line = findings(few, 1, settings -> 900.0).undecided().get(0);
        int more = Integer.parseInt(line.replaceAll(".*a p50 shorter by 10 % \\(about (\\d+) successes\\).*", "$1"));
        int trials = few + more;
        long shown = IntStream.range(0, PAIRS)
                .filter(seed -> !Findings.of(
                                GRID,
                                trials(
                                        trials,
                                        seed,
                                        settings -> 1.0,
                                        settings -> settings.get("clamp").equals("on") ? 810.0 : 900.0),
                                List.of(),
                                List.of())
                        .whatToChangeFirst()
                        .isEmpty())
                .count();
        System.out.println("p50 shorter by 10 % with " + trials + " trials a cell: shown in " + shown + " of " + PAIRS);
        assertThat(shown).isGreaterThan(PAIRS * 8L / 10);
    }

    @Test
    void knobsWithoutEffectAreHardlyEverAdvised() {
        long alarms = IntStream.range(0, PAIRS)
                .filter(seed -> !Findings.of(
                                GRID, trials(300, seed, settings -> 0.95, settings -> 900.0), List.of(), List.of())
                        .whatToChangeFirst()
                        .isEmpty())
                .count();
        System.out.println("advice without reason: " + alarms + " of " + PAIRS + " sweeps");
        assertThat(alarms).isLessThanOrEqualTo(8);
    }

    private static Findings findings(int n, double success, Function<Map<String, String>, Double> median) {
        return Findings.of(GRID, trials(n, 7, settings -> success, median), List.of(), List.of());
    }

    private static Map<String, List<Trial>> trials(
            int n, Function<Map<String, String>, Double> success, Function<Map<String, String>, Double> median) {
        return trials(n, 7, success, median);
    }

    private static Map<String, List<Trial>> trials(
            int n,
            long seed,
            Function<Map<String, String>, Double> success,
            Function<Map<String, String>, Double> median) {
        var random = new Random(seed);
        var trials = new LinkedHashMap<String, List<Trial>>();
        for (Cell cell : GRID.cells()) {
            double share = success.apply(cell.settings());
            double middle = median.apply(cell.settings());
            trials.put(
                    cell.id(),
                    IntStream.range(0, n)
                            .mapToObj(i -> trial(random, share, middle))
                            .toList());
        }
        return trials;
    }

    /** Log-normal times, as those of handshakes over a path roughly are. */
    private static Trial trial(Random random, double success, double median) {
        double millis = median * Math.exp(0.3 * random.nextGaussian());
        return random.nextDouble() < success
                ? new Trial(true, Stage.ACTIVE, "completed", Map.of(Stage.TLS, millis), -1)
                : new Trial(false, Stage.TLS, "timeout", Map.of(), -1);
    }
}

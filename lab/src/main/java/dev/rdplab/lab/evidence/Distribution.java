package dev.rdplab.lab.evidence;

import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.StageTime;
import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How long the same thing took, many times over.
 *
 * @param name such as a stage
 * @param times of those that came through, in the order of the runs
 * @param failed how many ended in it; their times only say how long an end waited, and are left out
 */
public record Distribution(String name, List<Duration> times, int failed) {

    public Distribution {
        times = List.copyOf(times);
        if (times.isEmpty() && failed == 0) {
            throw new IllegalArgumentException("nothing measured for " + name);
        }
    }

    /** One for each stage that any of the results reached, in the order of stages. */
    public static List<Distribution> ofStages(Collection<Result> results) {
        var all = new ArrayList<Distribution>();
        for (Stage stage : Stage.values()) {
            var times = new ArrayList<Duration>();
            int failed = 0;
            for (var result : results) {
                boolean died = !result.client().completed() && result.client().stage() == stage;
                failed += died ? 1 : 0;
                result.stages().stream()
                        .filter(time -> time.stage() == stage && !died)
                        .map(StageTime::duration)
                        .forEach(times::add);
            }
            if (!times.isEmpty() || failed > 0) {
                all.add(new Distribution(stage.word(), times, failed));
            }
        }
        return all;
    }

    /** Whether any came through: without one there are no times to tell of. */
    public boolean measured() {
        return !times.isEmpty();
    }

    public Duration min() {
        return quantile(0);
    }

    public Duration max() {
        return quantile(1);
    }

    /** By linear interpolation between the two nearest ranks of those that came through. @param share 0 to 1 */
    public Duration quantile(double share) {
        var sorted = times.stream().mapToLong(Duration::toNanos).sorted().toArray();
        double rank = share * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = (int) Math.ceil(rank);
        return Duration.ofNanos(Math.round(sorted[below] + (rank - below) * (sorted[above] - sorted[below])));
    }
}

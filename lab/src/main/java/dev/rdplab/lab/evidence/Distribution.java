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
 * @param times in the order of the runs, at least one
 */
public record Distribution(String name, List<Duration> times) {

    public Distribution {
        times = List.copyOf(times);
        if (times.isEmpty()) {
            throw new IllegalArgumentException("nothing measured for " + name);
        }
    }

    /** One for each stage that any of the results reached, in the order of stages. */
    public static List<Distribution> ofStages(Collection<Result> results) {
        var all = new ArrayList<Distribution>();
        for (Stage stage : Stage.values()) {
            var times = results.stream()
                    .flatMap(result -> result.stages().stream())
                    .filter(time -> time.stage() == stage)
                    .map(StageTime::duration)
                    .toList();
            if (!times.isEmpty()) {
                all.add(new Distribution(stage.word(), times));
            }
        }
        return all;
    }

    public Duration min() {
        return quantile(0);
    }

    public Duration max() {
        return quantile(1);
    }

    /** By linear interpolation between the two nearest ranks. @param share 0 to 1 */
    public Duration quantile(double share) {
        var sorted = times.stream().mapToLong(Duration::toNanos).sorted().toArray();
        double rank = share * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = (int) Math.ceil(rank);
        return Duration.ofNanos(Math.round(sorted[below] + (rank - below) * (sorted[above] - sorted[below])));
    }
}

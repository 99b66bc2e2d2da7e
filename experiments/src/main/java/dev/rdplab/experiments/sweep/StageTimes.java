package dev.rdplab.experiments.sweep;

import dev.rdplab.protocol.Stage;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Milliseconds of stages, unmodifiable. A sweep keeps one for each trial, so it is one array. */
final class StageTimes extends AbstractMap<Stage, Double> {

    private static final Stage[] STAGES = Stage.values();

    private final double[] times = new double[STAGES.length]; // not a number where there is none

    StageTimes(Map<Stage, Double> from) {
        Arrays.fill(times, Double.NaN);
        from.forEach((stage, time) -> times[stage.ordinal()] = time);
    }

    @Override
    public Double get(Object key) {
        return key instanceof Stage stage && has(stage) ? times[stage.ordinal()] : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof Stage stage && has(stage);
    }

    private boolean has(Stage stage) {
        return !Double.isNaN(times[stage.ordinal()]);
    }

    @Override
    public Set<Entry<Stage, Double>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<Stage, Double>> iterator() {
                return Stream.of(STAGES)
                        .filter(StageTimes.this::has)
                        .map(stage -> Map.entry(stage, times[stage.ordinal()]))
                        .iterator();
            }

            @Override
            public int size() {
                return (int) Stream.of(STAGES).filter(StageTimes.this::has).count();
            }
        };
    }
}

package dev.rdplab.experiments.load;

import dev.rdplab.protocol.Stage;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of the load so far.
 *
 * @param seconds since the first handshake was meant to begin
 * @param begun handshakes that began
 * @param waiting handshakes whose time to begin has passed while all connections were taken
 * @param open handshakes that are open
 * @param whole of the completed: from the moment it was meant to begin until the stage asked for was reached
 * @param stages of the completed; {@code connect} counts from the moment it was meant to begin
 * @param failures by {@code STAGE ENDING}
 */
public record LoadReport(
        double seconds,
        long begun,
        long waiting,
        int open,
        Optional<Latency> whole,
        Map<Stage, Latency> stages,
        Map<String, Long> failures) {

    /** The percentiles that are told. */
    public static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9);

    public LoadReport {
        var ordered = new EnumMap<Stage, Latency>(Stage.class);
        ordered.putAll(stages);
        stages = Collections.unmodifiableMap(ordered);
        failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }

    /** Milliseconds. @param percentiles in the order of {@link #PERCENTILES} */
    public record Latency(long count, double least, double mean, List<Double> percentiles, double greatest) {
        public Latency {
            percentiles = List.copyOf(percentiles);
        }
    }

    public long completed() {
        return whole.map(Latency::count).orElse(0L);
    }

    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }
}

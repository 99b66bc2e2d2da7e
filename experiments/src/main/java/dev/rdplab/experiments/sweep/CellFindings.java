package dev.rdplab.experiments.sweep;

import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the trials of one cell show.
 *
 * @param success handshakes that succeeded
 * @param slowOrFailed handshakes that failed or took longer than the grid's bound
 * @param total times of the successes, milliseconds
 * @param stages times of the successes in each stage
 * @param died how many failures died in each stage, and by which ending
 * @param retransmissions mean per trial, where they were counted
 */
public record CellFindings(
        Cell cell,
        Share success,
        Share slowOrFailed,
        Percentiles total,
        Map<Stage, Percentiles> stages,
        Map<Stage, Map<String, Integer>> died,
        OptionalDouble retransmissions) {

    static CellFindings of(Cell cell, List<Trial> trials, Duration slowerThan) {
        double bound = slowerThan.toNanos() / 1e6;
        var good = trials.stream().filter(Trial::success).toList();
        long slow = good.stream().filter(t -> t.totalMillis() > bound).count();
        var stages = new EnumMap<Stage, Percentiles>(Stage.class);
        for (Stage stage : Stage.values()) {
            double[] times = good.stream()
                    .filter(t -> t.millis().containsKey(stage))
                    .mapToDouble(t -> t.millis().get(stage))
                    .toArray();
            if (times.length > 0) {
                stages.put(stage, new Percentiles(times));
            }
        }
        var died = new TreeMap<Stage, Map<String, Integer>>();
        trials.stream().filter(t -> !t.success()).forEach(t -> died.computeIfAbsent(t.stage(), s -> new TreeMap<>())
                .merge(t.ending(), 1, Integer::sum));
        return new CellFindings(
                cell,
                new Share(good.size(), trials.size()),
                new Share(trials.size() - good.size() + slow, trials.size()),
                new Percentiles(good.stream().mapToDouble(Trial::totalMillis).toArray()),
                Collections.unmodifiableMap(stages),
                Collections.unmodifiableMap(died),
                trials.stream()
                        .mapToLong(Trial::retransmissions)
                        .filter(n -> n >= 0)
                        .average());
    }

    /** Where failures died, most frequent first: {@code tls timeout 5}. */
    public String deaths() {
        return died.entrySet().stream()
                .flatMap(s -> s.getValue().entrySet().stream()
                        .map(e -> Map.entry(s.getKey() + " " + e.getKey() + " " + e.getValue(), e.getValue())))
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    /** For a result in JSON. A percentile without enough trials is the text {@code too few}. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("settings", cell.settings());
        map.put("success", share(success));
        map.put("slowOrFailed", share(slowOrFailed));
        map.put("totalMs", percentiles(total));
        var byStage = new LinkedHashMap<String, Object>();
        stages.forEach((stage, times) -> byStage.put(stage.word(), percentiles(times)));
        map.put("stagesMs", byStage);
        var deaths = new LinkedHashMap<String, Object>();
        died.forEach((stage, endings) -> deaths.put(stage.word(), endings));
        map.put("died", deaths);
        retransmissions.ifPresent(mean -> map.put("retransmissionsMean", mean));
        return map;
    }

    private static Map<String, Object> share(Share share) {
        var map = new LinkedHashMap<String, Object>();
        map.put("count", share.count());
        map.put("of", share.of());
        map.put("low", share.interval().low());
        map.put("high", share.interval().high());
        return map;
    }

    private static Map<String, Object> percentiles(Percentiles times) {
        var map = new LinkedHashMap<String, Object>();
        for (int percent : new int[] {50, 95, 99}) {
            var value = times.at(percent);
            map.put("p" + percent, value.isPresent() ? (Object) value.getAsDouble() : "too few");
            times.range(percent)
                    .ifPresent(range -> map.put("p" + percent + "Range", List.of(range.low(), range.high())));
        }
        return map;
    }
}

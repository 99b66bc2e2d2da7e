package dev.rdplab.experiments.compare;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.CellFindings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One cell in both results.
 *
 * @param cell the settings that both share
 * @param growths one for each {@link Measure}, in that order
 */
public record CellDifference(Cell cell, CellFindings before, CellFindings after, List<Growth> growths) {

    public CellDifference {
        growths = List.copyOf(growths);
    }

    public boolean isWorse() {
        return growths.stream().anyMatch(Growth::isWorse);
    }

    public boolean isBetter() {
        return growths.stream().anyMatch(Growth::isBetter);
    }

    /** {@code worse: success, p95}, {@code better: p50}, or that nothing was shown. */
    public String verdict() {
        if (!isWorse() && !isBetter()) {
            return "no difference shown";
        }
        String worse = names(growths.stream().filter(Growth::isWorse).toList());
        String better = names(growths.stream().filter(Growth::isBetter).toList());
        return (worse.isEmpty() ? "" : "worse: " + worse)
                + (worse.isEmpty() || better.isEmpty() ? "" : "; ")
                + (better.isEmpty() ? "" : "better: " + better);
    }

    Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("settings", cell.settings());
        map.put(
                "trials",
                Map.of("a", before.success().of(), "b", after.success().of()));
        growths.forEach(g -> map.put(key(g.measure()), g.asMap()));
        map.put("verdict", isWorse() ? isBetter() ? "mixed" : "worse" : isBetter() ? "better" : "no-difference-shown");
        return map;
    }

    private static String key(Measure measure) {
        return switch (measure) {
            case SUCCESS -> "success";
            case SLOW_OR_FAILED -> "slowOrFailed";
            case P50 -> "p50Ms";
            case P95 -> "p95Ms";
        };
    }

    private static String names(List<Growth> growths) {
        return growths.stream().map(g -> g.measure().word()).collect(Collectors.joining(", "));
    }
}

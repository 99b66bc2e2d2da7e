package dev.rdplab.experiments.sweep;

import dev.rdplab.protocol.Stage;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The same cell on two links: how far apart the distributions of the times of their successes are.
 *
 * @param cell without the link
 * @param one the link that is taken for true, {@code other} the one that is compared with it
 */
public record LinkComparison(Cell cell, CellFindings one, CellFindings other) {

    /** Kolmogorov's and Smirnov's, of the whole handshake. */
    public double distance() {
        return one.total().distance(other.total());
    }

    /** What chance alone would hardly exceed, at 95 %. */
    public double chance() {
        return Percentiles.chance(one.total().size(), other.total().size());
    }

    public boolean differs() {
        return distance() > chance();
    }

    /** The distance in each stage that both have. */
    public Map<Stage, Double> byStage() {
        var distances = new LinkedHashMap<Stage, Double>();
        one.stages()
                .forEach((stage, times) -> Optional.ofNullable(other.stages().get(stage))
                        .ifPresent(others -> distances.put(stage, times.distance(others))));
        return distances;
    }

    /** The stage in which they are farthest apart. */
    public Optional<Map.Entry<Stage, Double>> farthest() {
        return byStage().entrySet().stream().max(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    }

    String links() {
        return other.cell().settings().get(Setting.LINK.word()) + " against "
                + one.cell().settings().get(Setting.LINK.word());
    }

    /** Milliseconds by which the median of the other is larger; empty where one of them is not known. */
    Optional<Double> medianMore() {
        var a = one.total().at(50);
        var b = other.total().at(50);
        return a.isPresent() && b.isPresent() ? Optional.of(b.getAsDouble() - a.getAsDouble()) : Optional.empty();
    }

    String verdict() {
        return differs() ? "apart" : "not told apart";
    }

    Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("settings", cell.settings());
        map.put("links", links());
        map.put("distance", distance());
        map.put("chance95", chance());
        map.put(
                "byStage",
                byStage().entrySet().stream()
                        .collect(Collectors.toMap(e -> e.getKey().word(), Map.Entry::getValue)));
        return map;
    }

    /** The columns of a table: links, distance, chance, verdict, medians, farthest stage. */
    List<String> columns() {
        return List.of(
                links(),
                two(distance()),
                two(chance()),
                verdict(),
                medianMore()
                        .map(more -> String.format(Locale.ROOT, "%+.0f", more))
                        .orElse("too few"),
                farthest().map(e -> e.getKey().word() + " " + two(e.getValue())).orElse(""));
    }

    static List<String> header() {
        return List.of("links", "KS distance", "chance 95 %", "", "median ms", "farthest in");
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

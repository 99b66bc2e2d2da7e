package dev.rdplab.experiments.compare;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.experiments.sweep.TrialSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two results, cell by cell. All intervals together hold at 95 %: each is at the level that Bonferroni's correction for their
 * number asks for.
 *
 * @param a the name of the first result, {@code b} of the second
 * @param slowerThan successes that take longer count as slow
 * @param distinct settings that have one value in all of A and another in all of B: what was changed between them
 * @param onlyA cells that the other result lacks
 */
public record Comparison(
        String a,
        String b,
        Duration slowerThan,
        Map<String, List<String>> distinct,
        List<CellDifference> cells,
        List<Cell> onlyA,
        List<Cell> onlyB) {

    /** All intervals together miss the truth at most this often. */
    private static final double ALPHA = 0.05;

    /** 80 %: how surely {@link #trialsToShowFivePoints} would show the difference. */
    private static final double POWER = 0.8;

    private static final double FIVE_POINTS = 0.05;

    private static final String ABSENT = "(not set)";

    public static Comparison of(TrialSet a, TrialSet b, Duration slowerThan) {
        var distinct = distinct(a, b);
        var before = reduced(a, distinct.keySet());
        var after = reduced(b, distinct.keySet());
        var both = before.keySet().stream().filter(after::containsKey).toList();
        double z = z(Math.max(1, both.size() * Measure.values().length));
        var cells = new ArrayList<CellDifference>();
        for (Cell cell : both) {
            var one = new TrialSet(a.name(), before, a.slowerThan()).findings(cell, slowerThan);
            var other = new TrialSet(b.name(), after, b.slowerThan()).findings(cell, slowerThan);
            cells.add(new CellDifference(
                    cell,
                    one,
                    other,
                    Arrays.stream(Measure.values())
                            .map(m -> m.between(one, other, z))
                            .toList()));
        }
        return new Comparison(
                a.name(), b.name(), slowerThan, distinct, cells, missing(before, after), missing(after, before));
    }

    public long worse() {
        return cells.stream().filter(CellDifference::isWorse).count();
    }

    public long better() {
        return cells.stream().filter(CellDifference::isBetter).count();
    }

    /** Trials in each cell of each result that would show five points of success, four times out of five. */
    public long trialsToShowFivePoints() {
        long good = cells.stream()
                .mapToLong(
                        c -> c.before().success().count() + c.after().success().count())
                .sum();
        long all = cells.stream()
                .mapToLong(c -> c.before().success().of() + c.after().success().of())
                .sum();
        double p = Math.min(0.99, Math.max(FIVE_POINTS + 0.01, all == 0 ? 0.5 : (double) good / all));
        double q = p - FIVE_POINTS;
        double sum = z(Math.max(1, cells.size() * Measure.values().length)) + NormalQuantile.of(POWER);
        return (long) Math.ceil(sum * sum * (p * (1 - p) + q * (1 - q)) / (FIVE_POINTS * FIVE_POINTS));
    }

    /** One sentence for the whole. */
    public String sentence() {
        if (worse() + better() == 0) {
            return "No difference that these trials could show; about " + trialsToShowFivePoints()
                    + " trials a cell would show 5 points of success.";
        }
        return "B is worse in " + worse() + " and better in " + better() + " of " + cells.size()
                + (cells.size() == 1 ? " cell" : " cells") + ", beyond chance at 95 % over all of them.";
    }

    /** For a result in JSON. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("schema", "rdplab-comparison-1");
        map.put("a", a);
        map.put("b", b);
        map.put("slowerThanMs", slowerThan.toMillis());
        map.put("changed", distinct);
        map.put("cells", cells.stream().map(CellDifference::asMap).toList());
        map.put("onlyInA", onlyA.stream().map(Cell::settings).toList());
        map.put("onlyInB", onlyB.stream().map(Cell::settings).toList());
        map.put("worse", worse());
        map.put("better", better());
        map.put("trialsToShowFivePoints", trialsToShowFivePoints());
        map.put("sentence", sentence());
        return map;
    }

    private static double z(int comparisons) {
        return -NormalQuantile.of(ALPHA / comparisons / 2);
    }

    private static Map<String, List<String>> distinct(TrialSet a, TrialSet b) {
        var distinct = new LinkedHashMap<String, List<String>>();
        var words = new TreeSet<String>();
        Stream.of(a, b).forEach(set -> set.cells()
                .keySet()
                .forEach(c -> words.addAll(c.settings().keySet())));
        for (String word : words) {
            var one = values(a, word);
            var other = values(b, word);
            if (one.size() == 1 && other.size() == 1 && !one.equals(other)) {
                distinct.put(
                        word, List.of(one.iterator().next(), other.iterator().next()));
            }
        }
        return distinct;
    }

    private static Set<String> values(TrialSet set, String word) {
        return set.cells().keySet().stream()
                .map(c -> c.settings().getOrDefault(word, ABSENT))
                .collect(Collectors.toSet());
    }

    private static Map<Cell, List<Trial>> reduced(TrialSet set, Set<String> without) {
        var cells = new LinkedHashMap<Cell, List<Trial>>();
        set.cells().forEach((cell, trials) -> {
            var settings = new LinkedHashMap<>(cell.settings());
            settings.keySet().removeAll(without);
            cells.computeIfAbsent(new Cell(settings), c -> new ArrayList<>()).addAll(trials);
        });
        return cells;
    }

    private static List<Cell> missing(Map<Cell, List<Trial>> from, Map<Cell, List<Trial>> in) {
        return from.keySet().stream().filter(cell -> !in.containsKey(cell)).toList();
    }
}

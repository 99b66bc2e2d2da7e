package dev.rdplab.experiments.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each knob of a grid does. Cells that differ in the knob alone are compared; what a path happens to be, such as its loss, is no
 * knob.
 */
final class Knobs {

    /** 99.9 %: so wide because many changes are looked at. */
    private static final double Z_999 = 3.290527;

    /** 80 %. */
    private static final double Z_FOUR_IN_FIVE = 0.841621;

    private static final double TEN_POINTS = 0.1;
    private static final double TENTH = 0.1;
    private static final int[] PERCENTS = {50, 95};

    /** Two cells that differ in one knob alone. */
    private record Pair(CellFindings before, CellFindings after) {}

    private final Grid grid;
    private final List<CellFindings> cells;

    Knobs(Grid grid, List<CellFindings> cells) {
        this.grid = grid;
        this.cells = cells;
    }

    /** The best turn of each knob for success and for each percentile: success first, then the largest share of time. */
    List<Advice> certain() {
        var found = words().flatMap(this::shares)
                .sorted(Comparator.comparingDouble(
                                (Change change) -> change.growth().low())
                        .reversed());
        var times = words().flatMap(this::times)
                .sorted(Comparator.comparingDouble(TimeChange::saves).reversed());
        return Stream.<Advice>concat(found, times).toList();
    }

    /** For each knob of which nothing is certain: what more trials would show. */
    List<String> undecided() {
        var decided = certain().stream().map(Advice::setting).collect(Collectors.toSet());
        return words().filter(word -> !decided.contains(word))
                .map(this::missing)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Said where nothing is certain. */
    String nothing() {
        return words().findAny().isPresent()
                ? "no single setting of this grid makes a difference that these trials can distinguish from chance"
                : "this grid varies only what the path is ("
                        + String.join(", ", grid.axes().keySet())
                        + "), and nothing that can be set";
    }

    private Stream<String> words() {
        return grid.axes().keySet().stream()
                .filter(word -> Setting.of(word).map(Setting::isKnob).orElse(false))
                .filter(word -> grid.axes().get(word).size() > 1);
    }

    private Stream<Change> shares(String word) {
        return turns(word)
                .flatMap(turn -> share(word, turn.get(0), turn.get(1)).stream())
                .filter(Change::isCertain)
                .max(Comparator.comparingDouble(change -> change.growth().low()))
                .stream();
    }

    private Stream<TimeChange> times(String word) {
        return Stream.of(50, 95)
                .flatMap(percent -> turns(word)
                        .flatMap(turn -> time(word, turn.get(0), turn.get(1), percent).stream())
                        .filter(TimeChange::isCertain)
                        .max(Comparator.comparingDouble(TimeChange::saves))
                        .stream());
    }

    private Stream<List<String>> turns(String word) {
        var values = grid.axes().get(word);
        return values.stream()
                .flatMap(from -> values.stream().filter(to -> !to.equals(from)).map(to -> List.of(from, to)));
    }

    private List<Pair> pairs(String word, String from, String to) {
        var partners = new HashMap<Cell, CellFindings>();
        cells.stream()
                .filter(c -> to.equals(c.cell().settings().get(word)))
                .forEach(c -> partners.put(c.cell().without(word), c));
        return cells.stream()
                .filter(c -> from.equals(c.cell().settings().get(word)))
                .filter(c -> partners.containsKey(c.cell().without(word)))
                .map(c -> new Pair(c, partners.get(c.cell().without(word))))
                .toList();
    }

    private Optional<Change> share(String word, String from, String to) {
        var pairs = pairs(word, from, to);
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        var before = pairs.stream().map(pair -> inTime(pair.before())).reduce(new Share(0, 0), Share::plus);
        var after = pairs.stream().map(pair -> inTime(pair.after())).reduce(new Share(0, 0), Share::plus);
        return Optional.of(new Change(word, from, to, before, after, before.growthTo(after, Z_999), pairs.size()));
    }

    /** The mean of the pairs' differences, and from their intervals its own. */
    private Optional<TimeChange> time(String word, String from, String to, int percent) {
        double before = 0;
        double after = 0;
        double down = 0;
        double up = 0;
        int known = 0;
        for (Pair pair : pairs(word, from, to)) {
            var one = pair.before().total();
            var other = pair.after().total();
            var growth = one.growthTo(other, percent, Z_999);
            if (growth.isPresent()) {
                double first = one.nearestRank(percent).getAsDouble();
                double second = other.nearestRank(percent).getAsDouble();
                before += first;
                after += second;
                down += Math.pow(second - first - growth.get().low(), 2);
                up += Math.pow(growth.get().high() - (second - first), 2);
                known++;
            }
        }
        if (known == 0) {
            return Optional.empty();
        }
        double mean = (after - before) / known;
        var growth = new Percentiles.Range(mean - Math.sqrt(down) / known, mean + Math.sqrt(up) / known);
        return Optional.of(new TimeChange(word, from, to, percent, before / known, after / known, growth, known));
    }

    private Optional<String> missing(String word) {
        var shown = turns(word)
                .flatMap(turn -> share(word, turn.get(0), turn.get(1)).stream())
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        var needs = new ArrayList<String>();
        long trials = shown.stream()
                .mapToLong(change ->
                        ceil((trialsToShowTenPoints() - change.before().of()) / (double) change.pairs()))
                .max()
                .orElse(0);
        needs.add(need(trials, "trials", "10 points of success in time"));
        for (int percent : PERCENTS) {
            needs.add(need(successes(word, percent), "successes", "a p" + percent + " shorter by 10 %"));
        }
        return Optional.of(word + ": cannot tell; more in each cell would show: " + String.join(", ", needs));
    }

    private static String need(long more, String what, String shown) {
        return shown + (more <= 0 ? " (these are enough)" : " (about " + more + " " + what + ")");
    }

    /** Successes that each cell lacks for a tenth of the time. */
    private long successes(String word, int percent) {
        return turns(word)
                .mapToLong(turn -> successes(word, turn, percent))
                .max()
                .orElse(0);
    }

    private long successes(String word, List<String> turn, int percent) {
        int least = pairs(word, turn.get(0), turn.get(1)).stream()
                .mapToInt(pair -> Math.min(
                        pair.before().total().size(), pair.after().total().size()))
                .min()
                .orElse(0);
        int bounded = Percentiles.bounded(percent, Z_999);
        if (least < bounded) {
            return bounded - least;
        }
        return time(word, turn.get(0), turn.get(1), percent)
                .map(change -> {
                    double half =
                            change.after() - change.before() - change.growth().low();
                    double spread = half / Z_999 * (Z_999 + Z_FOUR_IN_FIVE) / (TENTH * change.before());
                    return ceil(least * (spread * spread - 1));
                })
                .orElse(0L);
    }

    /**
     * How many trials with each value of a setting would show a difference of 10 points of success in time, four times in five, at
     * the level of {@link #certain}.
     */
    private long trialsToShowTenPoints() {
        var all = cells.stream().map(Knobs::inTime).reduce(new Share(0, 0), Share::plus);
        double share = all.of() == 0 ? 0.5 : Math.min(0.9, Math.max(0.1, all.seen()));
        double both = Z_999 + Z_FOUR_IN_FIVE;
        return ceil(2 * share * (1 - share) * both * both / (TEN_POINTS * TEN_POINTS));
    }

    private static long ceil(double number) {
        return (long) Math.ceil(number);
    }

    private static Share inTime(CellFindings cell) {
        var slow = cell.slowOrFailed();
        return new Share(slow.of() - slow.count(), slow.of());
    }
}

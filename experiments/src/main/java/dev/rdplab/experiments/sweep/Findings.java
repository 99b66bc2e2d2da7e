package dev.rdplab.experiments.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep shows.
 *
 * @param cells in the order of the grid; cells without a trial are left out
 * @param links that the trials had
 * @param problems cells that could not be made, and why
 */
public record Findings(Grid grid, List<CellFindings> cells, List<LinkKind> links, List<String> problems) {

    /** 99.9 %. */
    private static final double Z_999 = 3.290527;

    /** 80 %. */
    private static final double Z_FOUR_IN_FIVE = 0.841621;

    public Findings {
        cells = List.copyOf(cells);
        links = List.copyOf(links);
        problems = List.copyOf(problems);
    }

    static Findings of(Grid grid, Map<String, List<Trial>> trials, List<LinkRow> opened, List<String> problems) {
        var cells = grid.cells().stream()
                .filter(cell -> trials.containsKey(cell.id()))
                .map(cell -> CellFindings.of(cell, trials.get(cell.id()), grid.slowerThan()))
                .toList();
        var links = opened.stream()
                .filter(row -> trials.containsKey(row.cell()))
                .map(row -> LinkKind.of(row.link()))
                .distinct()
                .toList();
        return new Findings(grid, cells, links, problems);
    }

    /**
     * Turns of knobs that certainly help, the most helpful first. Each compares cells that differ in that knob alone; what a
     * path happens to be, such as its loss, is no knob.
     */
    public List<Change> whatToChangeFirst() {
        var changes = new ArrayList<Change>();
        for (var axis : grid.axes().entrySet()) {
            if (Setting.of(axis.getKey()).map(Setting::isKnob).orElse(false)) {
                for (String from : axis.getValue()) {
                    for (String to : axis.getValue()) {
                        if (!from.equals(to)) {
                            changes.add(change(axis.getKey(), from, to));
                        }
                    }
                }
            }
        }
        return changes.stream()
                .filter(c -> c.pairs() > 0 && c.isCertain())
                .sorted(Comparator.comparingDouble((Change c) -> c.growth().low())
                        .reversed())
                .toList();
    }

    private Change change(String setting, String from, String to) {
        var partners = new HashMap<Cell, CellFindings>();
        cells.stream()
                .filter(c -> to.equals(c.cell().settings().get(setting)))
                .forEach(c -> partners.put(c.cell().without(setting), c));
        var before = new Share(0, 0);
        var after = new Share(0, 0);
        int pairs = 0;
        for (CellFindings cell : cells) {
            var partner = partners.get(cell.cell().without(setting));
            if (partner != null && from.equals(cell.cell().settings().get(setting))) {
                before = before.plus(inTime(cell));
                after = after.plus(inTime(partner));
                pairs++;
            }
        }
        var growth = pairs == 0 ? new Share.Interval(-1, 1) : before.growthTo(after, Z_999);
        return new Change(setting, from, to, before, after, growth, pairs);
    }

    /**
     * How many trials with each value of a setting would show a difference of 10 points of success in time, four times in five, at
     * the level of {@link #whatToChangeFirst}.
     */
    public long trialsToShowTenPoints() {
        var all = cells.stream().map(Findings::inTime).reduce(new Share(0, 0), Share::plus);
        double share = all.of() == 0 ? 0.5 : Math.min(0.9, Math.max(0.1, all.seen()));
        double both = Z_999 + Z_FOUR_IN_FIVE;
        return (long) Math.ceil(2 * share * (1 - share) * both * both / (0.1 * 0.1));
    }

    private static Share inTime(CellFindings cell) {
        var slow = cell.slowOrFailed();
        return new Share(slow.of() - slow.count(), slow.of());
    }

    /** Cells that differ in their link alone, each against the first link of the axis; none where the link is no axis. */
    public List<LinkComparison> comparisons() {
        var word = Setting.LINK.word();
        if (!grid.axes().containsKey(word)) {
            return List.of();
        }
        var truth = grid.axes().get(word).get(0);
        var compared = new ArrayList<LinkComparison>();
        for (CellFindings one : cells) {
            var rest = one.cell().without(word);
            if (truth.equals(one.cell().settings().get(word))) {
                cells.stream()
                        .filter(other ->
                                other != one && other.cell().without(word).equals(rest))
                        .filter(other -> one.total().size() > 0 && other.total().size() > 0)
                        .forEach(other -> compared.add(new LinkComparison(rest, one, other)));
            }
        }
        return compared;
    }

    /** For a result in JSON. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("experiment", grid.name());
        map.put("summary", grid.summary());
        map.put("slowerThanMs", grid.slowerThan().toMillis());
        map.put("seeds", grid.seeds());
        map.put("links", links.stream().map(LinkKind::asMap).toList());
        map.put("cells", cells.stream().map(CellFindings::asMap).toList());
        map.put(
                "whatToChangeFirst",
                whatToChangeFirst().stream().map(Change::sentence).toList());
        if (!comparisons().isEmpty()) {
            map.put(
                    "comparisons",
                    comparisons().stream().map(LinkComparison::asMap).toList());
        }
        map.put("problems", problems);
        return map;
    }

    /** A page with heat maps that opens offline. */
    public String html() {
        return html("");
    }

    /** The same page. @param command what was run, to be shown on it; may be empty */
    public String html(String command) {
        return FindingsHtml.of(this, command);
    }

    /** A table for a terminal or a Markdown page, and the advice below it. */
    public String text() {
        return FindingsText.of(this);
    }
}

package dev.rdplab.lab.sweep;

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
 * @param problems cells that could not be made, and why
 */
public record Findings(Grid grid, List<CellFindings> cells, List<String> problems) {

    /** 99.9 %. */
    private static final double Z_999 = 3.290527;

    public Findings {
        cells = List.copyOf(cells);
        problems = List.copyOf(problems);
    }

    static Findings of(Grid grid, Map<String, List<Trial>> trials, List<String> problems) {
        var cells = grid.cells().stream()
                .filter(cell -> trials.containsKey(cell.id()))
                .map(cell -> CellFindings.of(cell, trials.get(cell.id()), grid.slowerThan()))
                .toList();
        return new Findings(grid, cells, problems);
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

    private static Share inTime(CellFindings cell) {
        var slow = cell.slowOrFailed();
        return new Share(slow.of() - slow.count(), slow.of());
    }

    /** For a result in JSON. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("experiment", grid.name());
        map.put("summary", grid.summary());
        map.put("slowerThanMs", grid.slowerThan().toMillis());
        map.put("seeds", grid.seeds());
        map.put("cells", cells.stream().map(CellFindings::asMap).toList());
        map.put(
                "whatToChangeFirst",
                whatToChangeFirst().stream().map(Change::sentence).toList());
        map.put("problems", problems);
        return map;
    }

    /** A page with heat maps that opens offline. */
    public String html() {
        return FindingsHtml.of(this);
    }

    /** A table for a terminal or a Markdown page, and the advice below it. */
    public String text() {
        return FindingsText.of(this);
    }
}

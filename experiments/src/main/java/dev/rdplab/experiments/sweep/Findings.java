package dev.rdplab.experiments.sweep;

import java.util.ArrayList;
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
     * Turns of knobs that certainly help, for each knob the best one: for success in time, the most helpful first, then for p50 and
     * p95 of the successes. Each compares cells that differ in that knob alone.
     */
    public List<Advice> whatToChangeFirst() {
        return new Knobs(grid, cells).certain();
    }

    /** Why there is no advice, as a sentence without its begin and end: said where there is none. */
    public String noAdvice() {
        return new Knobs(grid, cells).nothing();
    }

    /** For each other knob one sentence on how many trials would show what it does. */
    public List<String> undecided() {
        return new Knobs(grid, cells).undecided();
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
                whatToChangeFirst().stream().map(Advice::sentence).toList());
        map.put("undecided", undecided());
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

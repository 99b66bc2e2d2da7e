package dev.rdplab.experiments.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Findings as one HTML page that needs nothing else: what to change first, heat maps, where handshakes died, and distributions. The
 * last axis goes across and all others down. Intervals and counts come on hover.
 */
final class FindingsHtml {

    private static final String STYLE = "body{font:14px system-ui,sans-serif;margin:2em;max-width:80em;color:#222}"
            + "table{border-collapse:collapse;margin:1em 0}"
            + "th,td{padding:4px 8px;border:1px solid #ccc;text-align:left;font-weight:normal}"
            + "thead th{background:#f3f3f3}td.f{text-align:right;color:#000}td.none{color:#777;background:#eee}"
            + ".maps,.plots{display:flex;flex-wrap:wrap;gap:0 2.5em}.maps h3,.plots h3{margin-bottom:0}"
            + "figure{margin:.5em 0 1em}figcaption{max-width:32em}svg text{font:11px system-ui,sans-serif}"
            + "p.quiet{color:#666}.key i{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 1em}";

    private final Findings findings;
    private final Html html = new Html();

    private FindingsHtml(Findings findings) {
        this.findings = findings;
    }

    static String of(Findings findings) {
        return new FindingsHtml(findings).page();
    }

    private String page() {
        var grid = findings.grid();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .text(grid.name())
                .raw("</title><style>" + STYLE + "</style></head><body>\n<h1>")
                .text(grid.name())
                .raw("</h1>\n");
        html.element("p", grid.summary());
        var trials = findings.cells().stream().mapToLong(c -> c.success().of()).sum();
        html.element(
                "p",
                trials + " handshakes in " + findings.cells().size() + " cells"
                        + (grid.fixed().isEmpty() ? "" : ", all with " + settings(grid.fixed())) + "; seeds "
                        + grid.seeds()
                        + ". Intervals are at 95 %; a percentile with fewer than ten values beyond it is \u201ctoo few\u201d.");
        html.list(
                "What to change first",
                findings.whatToChangeFirst().stream().map(Change::sentence).toList(),
                "No single knob of this grid makes a difference that these trials can tell from chance.");
        new HeatMaps(findings, rows(), html).draw();
        new Deaths(findings, html).draw();
        comparisons();
        new DistributionPlots(findings, rows(), html).draw();
        html.list("Links", findings.links().stream().map(LinkKind::line).toList(), "The trials do not say.");
        html.list("Cells that could not be made", findings.problems(), "None.");
        return html.raw("</body></html>\n").toString();
    }

    private void comparisons() {
        var compared = findings.comparisons();
        if (compared.isEmpty()) {
            return;
        }
        html.element("h2", "Links compared");
        html.element(
                "p",
                "The largest gap between the distributions of the successes\u2019 times (Kolmogorov and Smirnov: 0 the same, 1 apart),"
                        + " and what chance alone would hardly exceed.");
        var rest = new ArrayList<>(findings.grid().axes().keySet());
        rest.remove(Setting.LINK.word());
        var header = new ArrayList<>(rest);
        header.addAll(LinkComparison.header());
        html.raw("<table><thead>").row("th", header).raw("</thead>\n");
        for (LinkComparison each : compared) {
            var line = new ArrayList<String>();
            rest.forEach(axis -> line.add(each.cell().settings().get(axis)));
            line.addAll(each.columns());
            html.row("td", line);
        }
        html.raw("</table>\n");
    }

    /** The cells by all axes but the last, then by the value of the last. */
    private Map<Cell, Map<String, CellFindings>> rows() {
        var axes = List.copyOf(findings.grid().axes().keySet());
        var across = axes.get(axes.size() - 1);
        var rows = new LinkedHashMap<Cell, Map<String, CellFindings>>();
        for (CellFindings cell : findings.cells()) {
            var varied = new LinkedHashMap<>(cell.cell().settings());
            varied.keySet().retainAll(axes);
            rows.computeIfAbsent(new Cell(varied).without(across), c -> new LinkedHashMap<>())
                    .put(varied.get(across), cell);
        }
        return rows;
    }

    static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }
}

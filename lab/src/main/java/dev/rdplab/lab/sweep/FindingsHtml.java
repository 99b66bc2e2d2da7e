package dev.rdplab.lab.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Findings as one HTML page that needs nothing else: a heat map of the successes and one of the slow, the last axis across and all
 * other axes down. Each field carries its numbers as text, and intervals, percentiles and deaths on hover.
 */
final class FindingsHtml {

    private static final String STYLE =
            "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse;margin:1em 0}"
                    + "th,td{padding:4px 8px;border:1px solid #ccc;text-align:left}td.f{text-align:right;color:#000}";

    private final Findings findings;
    private final String across;
    private final StringBuilder html = new StringBuilder();

    private FindingsHtml(Findings findings) {
        this.findings = findings;
        var axes = List.copyOf(findings.grid().axes().keySet());
        this.across = axes.get(axes.size() - 1);
    }

    static String of(Findings findings) {
        return new FindingsHtml(findings).page();
    }

    private String page() {
        var grid = findings.grid();
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        html.append(escaped(grid.name()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>");
        html.append(escaped(grid.name()))
                .append("</h1>\n<p>")
                .append(escaped(grid.summary()))
                .append("</p>\n<p>");
        html.append(escaped(settings(grid.fixed())))
                .append("; seeds ")
                .append(grid.seeds())
                .append("</p>\n");
        html.append("<h2>Success</h2>\n");
        map(false);
        html.append("<h2>Failed, or slower than ")
                .append(grid.slowerThan().toMillis())
                .append(" ms</h2>\n");
        map(true);
        list(
                "What to change first",
                findings.whatToChangeFirst().stream().map(Change::sentence).toList(),
                "No single knob of this grid makes a difference that these trials can tell from chance.");
        list("Cells that could not be made", findings.problems(), "None.");
        return html.append("</body></html>\n").toString();
    }

    private void map(boolean slow) {
        var rows = new LinkedHashMap<Cell, Map<String, CellFindings>>();
        for (CellFindings cell : findings.cells()) {
            rows.computeIfAbsent(cell.cell().without(across), c -> new LinkedHashMap<>())
                    .put(cell.cell().settings().get(across), cell);
        }
        var values = findings.grid().axes().get(across);
        html.append("<table><tr><th></th>");
        values.forEach(
                v -> html.append("<th>").append(escaped(across + " " + v)).append("</th>"));
        html.append("</tr>\n");
        rows.forEach((row, cells) -> {
            var varied = new LinkedHashMap<>(row.settings());
            varied.keySet().removeAll(findings.grid().fixed().keySet());
            html.append("<tr><th>").append(escaped(settings(varied))).append("</th>");
            values.forEach(v -> field(cells.get(v), slow));
            html.append("</tr>\n");
        });
        html.append("</table>\n");
    }

    private void field(CellFindings cell, boolean slow) {
        if (cell == null) {
            html.append("<td></td>");
            return;
        }
        var share = slow ? cell.slowOrFailed() : cell.success();
        double good = slow ? 1 - share.seen() : share.seen();
        html.append(String.format(
                Locale.ROOT,
                "<td class=\"f\" style=\"background:hsl(%d,70%%,75%%)\" title=\"",
                Math.round(120 * good)));
        html.append(escaped(share + ", n " + share.of() + "; p50 " + percentile(cell, 50) + ", p95 "
                + percentile(cell, 95) + ", p99 " + percentile(cell, 99)
                + (cell.died().isEmpty() ? "" : "; died in " + cell.deaths())));
        html.append("\">")
                .append(String.format(Locale.ROOT, "%.0f %%", 100 * share.seen()))
                .append("</td>");
    }

    private void list(String title, List<String> lines, String nothing) {
        html.append("<h2>").append(title).append("</h2>\n<ul>");
        (lines.isEmpty() ? List.of(nothing) : lines)
                .forEach(l -> html.append("<li>").append(escaped(l)).append("</li>\n"));
        html.append("</ul>\n");
    }

    private static String percentile(CellFindings cell, int percent) {
        var value = cell.total().at(percent);
        return value.isPresent() ? Math.round(value.getAsDouble()) + " ms" : "too few";
    }

    private static String settings(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

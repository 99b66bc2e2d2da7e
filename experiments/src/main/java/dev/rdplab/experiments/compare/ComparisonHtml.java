package dev.rdplab.experiments.compare;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Html;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A comparison as one HTML page that needs nothing else, no JavaScript either. */
public final class ComparisonHtml {

    private static final String STYLE =
            ":root{color-scheme:light dark}body{font:14px system-ui,sans-serif;margin:2em;max-width:80em}"
                    + "table{border-collapse:collapse;margin:1em 0}th,td{padding:4px 8px;border:1px solid #8888;text-align:left}"
                    + "tr.worse{background:#e5484d33}tr.better{background:#30a46c33}";

    private ComparisonHtml() {}

    public static String of(Comparison comparison) {
        var html = new Html();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .text(comparison.a() + " and " + comparison.b())
                .raw("</title><style>" + STYLE + "</style></head><body>\n<h1>Two results compared</h1>\n");
        html.element("p", comparison.sentence());
        html.element(
                "p",
                "A is " + comparison.a() + ", B is " + comparison.b() + ". Slow: longer than "
                        + comparison.slowerThan().toMillis()
                        + " ms. All intervals together hold at 95 % (Bonferroni).");
        if (!comparison.distinct().isEmpty()) {
            html.list(
                    "What was changed",
                    comparison.distinct().entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue().get(0) + " in A, "
                                    + e.getValue().get(1) + " in B")
                            .toList(),
                    "");
        }
        table(comparison, html);
        cells("Cells of A that B lacks", comparison.onlyA(), html);
        cells("Cells of B that A lacks", comparison.onlyB(), html);
        return html.raw("</body></html>\n").toString();
    }

    private static void table(Comparison comparison, Html html) {
        var settings = new TreeSet<String>();
        comparison.cells().forEach(c -> settings.addAll(c.cell().settings().keySet()));
        var header = new ArrayList<>(settings);
        header.add("trials A, B");
        for (Measure measure : Measure.values()) {
            header.add(measure.word());
        }
        header.add("verdict");
        html.raw("<table><thead>").row("th", header).raw("</thead>\n");
        for (CellDifference each : comparison.cells()) {
            html.raw(each.isWorse() ? "<tr class=\"worse\">" : each.isBetter() ? "<tr class=\"better\">" : "<tr>");
            settings.forEach(s -> html.element("td", each.cell().settings().getOrDefault(s, "")));
            html.element(
                    "td",
                    each.before().success().of() + ", " + each.after().success().of());
            each.growths().forEach(growth -> html.element("td", growth.text()));
            html.element("td", each.verdict()).raw("</tr>\n");
        }
        html.raw("</table>\n");
    }

    private static void cells(String title, List<Cell> cells, Html html) {
        if (!cells.isEmpty()) {
            html.list(title, cells.stream().map(Cell::id).toList(), "");
        }
    }
}

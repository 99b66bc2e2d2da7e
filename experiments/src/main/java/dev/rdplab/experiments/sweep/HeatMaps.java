package dev.rdplab.experiments.sweep;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One map for each thing that is asked of the cells: success, the slow, the median, the 95th percentile. */
final class HeatMaps {

    private final Findings findings;
    private final Map<Cell, Map<String, CellFindings>> rows;
    private final Html html;
    private final String across;

    /** @param rows the cells by all axes but the last, then by the value of the last */
    HeatMaps(Findings findings, Map<Cell, Map<String, CellFindings>> rows, Html html) {
        this.findings = findings;
        this.rows = rows;
        this.html = html;
        var axes = List.copyOf(findings.grid().axes().keySet());
        this.across = axes.get(axes.size() - 1);
    }

    /** What a field shows. @param badness 0 to 1, which gives the colour; negative for none */
    private record Field(String text, double badness) {}

    void draw() {
        html.raw("<div class=\"maps\">");
        map("Success", cell -> share(cell.success(), 1 - cell.success().seen()));
        map(
                "Failed, or slower than " + findings.grid().slowerThan().toMillis() + " ms",
                cell -> share(cell.slowOrFailed(), cell.slowOrFailed().seen()));
        times(50);
        times(95);
        html.raw("</div>\n");
    }

    private void times(int percent) {
        var known = findings.cells().stream()
                .flatMapToDouble(c -> c.total().at(percent).stream())
                .summaryStatistics();
        // Times spread over orders of magnitude, so their colours do too.
        double span = Math.log(known.getMax() / known.getMin());
        map("p" + percent + " of the successes, ms", cell -> {
            var value = cell.total().at(percent);
            if (value.isEmpty()) {
                return new Field("too few", -1);
            }
            double badness = span > 0 ? Math.log(value.getAsDouble() / known.getMin()) / span : 0;
            return new Field(String.valueOf(Math.round(value.getAsDouble())), badness);
        });
    }

    private static Field share(Share share, double badness) {
        return new Field(String.format(Locale.ROOT, "%.0f %%", 100 * share.seen()), badness);
    }

    private void map(String title, Function<CellFindings, Field> shown) {
        html.raw("<div>").element("h3", title).raw("<table class=\"map\"><thead><tr><th></th>");
        var values = findings.grid().axes().get(across);
        values.forEach(v -> html.raw("<th>").text(across + " " + v).raw("</th>"));
        html.raw("</tr></thead>\n");
        rows.forEach((row, cells) -> {
            html.raw("<tr><th>").text(FindingsHtml.settings(row.settings())).raw("</th>");
            values.forEach(v -> field(cells.get(v), shown));
            html.raw("</tr>\n");
        });
        html.raw("</table></div>\n");
    }

    private void field(CellFindings cell, Function<CellFindings, Field> shown) {
        if (cell == null) {
            html.raw("<td class=\"none\"></td>");
            return;
        }
        var field = shown.apply(cell);
        html.raw(
                field.badness() < 0
                        ? "<td class=\"none\""
                        : String.format(
                                Locale.ROOT,
                                "<td class=\"f\" style=\"background:hsl(%d,70%%,75%%)\"",
                                Math.round(120 * (1 - field.badness()))));
        html.raw(" title=\"").text(hover(cell)).raw("\">").text(field.text()).raw("</td>");
    }

    /** All that is known of a cell, with its intervals. */
    static String hover(CellFindings cell) {
        var text = new StringBuilder(cell.success() + ", n " + cell.success().of());
        for (int percent : new int[] {50, 95, 99}) {
            text.append("; p").append(percent).append(' ').append(percentile(cell, percent));
        }
        cell.retransmissions()
                .ifPresent(mean -> text.append(String.format(Locale.ROOT, "; sent again %.2f a handshake", mean)));
        return text.append(cell.died().isEmpty() ? "" : "; died in " + cell.deaths())
                .toString();
    }

    private static String percentile(CellFindings cell, int percent) {
        var value = cell.total().at(percent);
        return value.isEmpty()
                ? "too few"
                : Math.round(value.getAsDouble()) + " ms"
                        + cell.total()
                                .range(percent)
                                .map(r -> " [" + Math.round(r.low()) + "-" + Math.round(r.high()) + "]")
                                .orElse("");
    }
}

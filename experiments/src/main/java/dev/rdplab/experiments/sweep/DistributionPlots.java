package dev.rdplab.experiments.sweep;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the times of the successes are distributed: for every row of the heat maps one plot, with a line for each value of the last
 * axis. A line shows which share of all trials had come up by then, so it ends below the top where handshakes failed.
 */
final class DistributionPlots {

    private static final int WIDTH = 360;
    private static final int HEIGHT = 200;
    private static final int LEFT = 36;
    private static final int BOTTOM = 22;
    private static final int TOP = 6;
    /** More points than that are not seen at this size. */
    private static final int POINTS = 200;

    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999933");

    private final Findings findings;
    private final Map<Cell, Map<String, CellFindings>> rows;
    private final Html html;
    private final String across;
    private final double least;
    private final double most;

    DistributionPlots(Findings findings, Map<Cell, Map<String, CellFindings>> rows, Html html) {
        this.findings = findings;
        this.rows = rows;
        this.html = html;
        var axes = List.copyOf(findings.grid().axes().keySet());
        this.across = axes.get(axes.size() - 1);
        var ends = findings.cells().stream()
                .map(CellFindings::total)
                .filter(t -> t.size() > 0)
                .flatMap(t -> List.of(t.value(0), t.value(t.size() - 1)).stream())
                .mapToDouble(d -> Math.max(1, d))
                .summaryStatistics();
        this.least = ends.getCount() == 0 ? 1 : ends.getMin();
        this.most = ends.getCount() == 0 ? 10 : Math.max(ends.getMax(), least * 2);
    }

    void draw() {
        html.element("h2", "Distributions");
        html.element(
                "p",
                "The share of handshakes that had come up by then. Time goes across, from " + time(least) + " to "
                        + time(most) + ", each step of the same width a multiple.");
        html.raw("<p class=\"key\">");
        var values = findings.grid().axes().get(across);
        values.forEach(
                v -> html.raw("<i style=\"background:" + colour(v) + "\"></i>").text(across + " " + v));
        html.raw("</p>\n<div class=\"plots\">\n");
        rows.forEach(this::plot);
        html.raw("</div>\n");
    }

    private void plot(Cell row, Map<String, CellFindings> cells) {
        html.raw("<figure><figcaption>")
                .text(FindingsHtml.settings(row.settings()))
                .raw("</figcaption><svg class=\"distribution\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\">");
        for (int percent = 0; percent <= 100; percent += 50) {
            grid(LEFT, y(percent / 100.0), WIDTH, y(percent / 100.0));
            label(2, y(percent / 100.0) + 4, percent + " %");
        }
        for (double tick = 1; tick < most; tick *= 10) {
            for (double each : new double[] {tick, 3 * tick}) {
                if (each >= least && each <= most) {
                    grid(x(each), TOP, x(each), HEIGHT - BOTTOM);
                    label(x(each) - 12, HEIGHT - 6, time(each));
                }
            }
        }
        cells.forEach((value, cell) -> line(value, cell));
        html.raw("</svg></figure>\n");
    }

    private void line(String value, CellFindings cell) {
        int n = cell.total().size();
        if (n == 0) {
            return;
        }
        var points = new StringBuilder();
        int step = Math.max(1, n / POINTS);
        for (int i = 0; i < n; i += step) {
            int rank = Math.min(n - 1, i);
            double x = x(cell.total().value(rank));
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f %.1f,%.1f ",
                    x,
                    y((double) rank / cell.success().of()),
                    x,
                    y((rank + 1.0) / cell.success().of())));
        }
        points.append(String.format(
                Locale.ROOT, "%d,%.1f", WIDTH, y((double) n / cell.success().of())));
        html.raw("<polyline fill=\"none\" stroke-width=\"1.8\" stroke=\"" + colour(value) + "\" points=\"" + points
                        + "\"><title>")
                .text(across + " " + value + ": " + HeatMaps.hover(cell))
                .raw("</title></polyline>");
    }

    private void grid(double x1, double y1, double x2, double y2) {
        html.raw(
                String.format(Locale.ROOT, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#ddd\"></path>", x1, y1, x2, y2));
    }

    private void label(double x, double y, String text) {
        html.raw(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"#666\">", x, y))
                .text(text)
                .raw("</text>");
    }

    private double x(double millis) {
        double share = Math.log(Math.max(least, millis) / least) / Math.log(most / least);
        return LEFT + share * (WIDTH - LEFT);
    }

    private static double y(double share) {
        return TOP + (1 - share) * (HEIGHT - BOTTOM - TOP);
    }

    private String colour(String value) {
        return COLOURS.get(findings.grid().axes().get(across).indexOf(value) % COLOURS.size());
    }

    private static String time(double millis) {
        return millis >= 1_000
                ? String.format(Locale.ROOT, "%.3g s", millis / 1_000).replaceAll("\\.0+ ", " ")
                : Math.round(millis) + " ms";
    }
}

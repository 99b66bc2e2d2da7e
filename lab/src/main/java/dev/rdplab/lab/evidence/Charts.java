package dev.rdplab.lab.evidence;

import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Distributions and maps as SVG, each with its values as a table or as text. */
final class Charts {

    private static final int WIDTH = 960;
    private static final int LEFT = 130;
    private static final int RIGHT = 20;
    private static final int TOP = 26;
    private static final int ROW = 46;
    private static final int MOST_COLUMNS = 60;
    private static final int LABEL = 44;

    private Charts() {}

    static void distributions(Markup page, List<Distribution> all) {
        if (all.isEmpty()) {
            return;
        }
        int failed = all.stream().mapToInt(Distribution::failed).sum();
        int total =
                all.stream().mapToInt(d -> d.times().size() + d.failed()).max().orElse(0);
        var times = all.stream()
                .flatMap(d -> d.times().stream())
                .mapToDouble(Charts::millis)
                .filter(t -> t > 0)
                .summaryStatistics();
        double low = times.getCount() == 0 ? 1 : Math.max(0.01, times.getMin());
        double high = times.getCount() == 0 ? 10 : times.getMax();
        var scale = high / low > 50
                ? Scale.logarithmic(low, high, LEFT, WIDTH - RIGHT)
                : Scale.linear(high, LEFT, WIDTH - RIGHT);
        page.raw("<section class=\"card\"><h2>How long each stage takes</h2>");
        page.element(
                "p",
                (total - failed) + " of " + total + " completed"
                        + (failed == 0 ? "" : "; the others ended in the stages marked \u2715 and are not in the times")
                        + (scale.logarithmic() ? ". The scale is logarithmic." : "."));
        page.raw(
                "<figure class=\"scroll\"><svg class=\"distributions\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Times per stage; the table below has every value\">",
                WIDTH, TOP + ROW * all.size() + 4);
        scale.draw(page, TOP, TOP + ROW * all.size());
        for (int i = 0; i < all.size(); i++) {
            distribution(page, all.get(i), scale, TOP + i * ROW);
        }
        page.raw(
                "</svg></figure><ul class=\"legend\"><li><span class=\"server\"></span>one connection</li><li><span class=\"middle\"></span>median</li>"
                        + "<li><span class=\"client\"></span>95 % are faster</li></ul>");
        page.table(
                "Times per stage",
                List.of("stage", "came through", "failed", "min", "p50", "p95", "max"),
                List.of(1, 2, 3, 4, 5, 6),
                all.stream().map(Charts::row).toList());
        page.raw("</section>\n");
    }

    private static List<String> row(Distribution d) {
        var row = new ArrayList<>(List.of(d.name(), Integer.toString(d.times().size()), Integer.toString(d.failed())));
        for (double share : new double[] {0, 0.5, 0.95, 1}) {
            row.add(d.measured() ? Markup.millis(millis(d.quantile(share))) : "");
        }
        return row;
    }

    private static void distribution(Markup page, Distribution d, Scale scale, int y) {
        page.raw("<g class=\"row\"><text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LEFT - 10, y + ROW / 2 + 4)
                .text(d.name() + (d.failed() > 0 ? " \u2715 " + d.failed() : ""))
                .raw("</text>");
        if (d.measured()) {
            double from = scale.at(millis(d.min()));
            double to = scale.at(millis(d.max()));
            page.raw(
                    "<rect class=\"range\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"2\"/>",
                    from, y + ROW / 2 - 1, Math.max(1, to - from));
            for (int i = 0; i < d.times().size(); i++) {
                page.raw(
                        "<circle class=\"server\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
                        scale.at(millis(d.times().get(i))), y + ROW / 2 + (i * 7 % 11 - 5) * 1.4);
            }
            mark(page, "middle", scale.at(millis(d.quantile(0.5))), y);
            mark(page, "client", scale.at(millis(d.quantile(0.95))), y);
        }
        page.raw("</g>");
    }

    private static void mark(Markup page, String kind, double x, int y) {
        page.raw(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"2.5\" height=\"22\"/>",
                kind, x - 1.25, y + ROW / 2 - 11);
    }

    static void map(Markup page, HeatMap map, int number) {
        int left = Math.min(
                220, 16 + 8 * map.rows().stream().mapToInt(String::length).max().orElse(0));
        double width = (WIDTH - left - 8.0) / Math.max(1, map.columns().size());
        int height = (int) Math.max(18, Math.min(40, width));
        var look = new MapLook(map, number);
        page.raw("<section class=\"card\">").element("h2", map.title());
        page.raw(
                "<figure class=\"scroll\"><svg class=\"map\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
                WIDTH, 40 + (height + 3) * map.rows().size());
        page.text(map.title() + ": " + map.rowLabel() + " down, " + map.columnLabel()
                        + " across; the values stand below as text")
                .raw("\">");
        look.patterns(page);
        int every = (int) Math.ceil(LABEL / width);
        page.raw("<g class=\"axis\">");
        for (int i = 0; i < map.columns().size(); i += every) {
            page.raw("<text x=\"%.1f\" y=\"22\" text-anchor=\"middle\">", left + (i + 0.5) * width)
                    .text(map.columns().get(i))
                    .raw("</text>");
        }
        for (int i = 0; i < map.rows().size(); i++) {
            page.raw("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", left - 6, 34 + i * (height + 3) + height / 2 + 4)
                    .text(map.rows().get(i))
                    .raw("</text>");
        }
        page.raw("</g>");
        double gap = map.columns().size() > 120 ? 0 : width * 0.06;
        for (HeatMap.Cell cell : map.cells()) {
            look.cell(page, cell, left + cell.column() * width, 34 + cell.row() * (height + 3), width - gap, height);
        }
        page.raw("</svg></figure>");
        page.element("p class=\"soft\"", map.rowLabel() + " down, " + map.columnLabel() + " across");
        look.legend(page);
        values(page, map);
        page.raw("</section>\n");
    }

    /** All values: as a table, or where that would be too wide, row by row as runs of the same. */
    private static void values(Markup page, HeatMap map) {
        var rows = new TreeMap<Integer, Map<Integer, HeatMap.Cell>>();
        map.cells().forEach(cell -> rows.computeIfAbsent(cell.row(), row -> new TreeMap<>())
                .put(cell.column(), cell));
        page.raw("<details><summary class=\"soft\">as text</summary>");
        if (map.columns().size() <= MOST_COLUMNS
                && map.cells().stream().anyMatch(cell -> cell.value().isPresent())) {
            var titles = new ArrayList<>(List.of(map.rowLabel()));
            titles.addAll(map.columns());
            var lines = new ArrayList<List<String>>();
            rows.forEach((row, cells) -> {
                var line = new ArrayList<>(List.of(map.rows().get(row)));
                for (int i = 0; i < map.columns().size(); i++) {
                    var cell = cells.get(i);
                    line.add(
                            cell == null
                                    ? ""
                                    : cell.word() + (cell.detail().isEmpty() ? "" : " (" + cell.detail() + ")"));
                }
                lines.add(line);
            });
            page.table(map.title(), titles, List.of(), lines);
        } else {
            rows.forEach((row, cells) ->
                    page.element("p", map.rowLabel() + " " + map.rows().get(row) + ": " + runs(map, cells)));
        }
        page.raw("</details>");
    }

    private static String runs(HeatMap map, Map<Integer, HeatMap.Cell> cells) {
        var text = new StringBuilder();
        HeatMap.Cell first = null;
        HeatMap.Cell last = null;
        for (HeatMap.Cell cell : cells.values()) {
            if (first != null && !first.word().equals(cell.word())) {
                run(text, map, first, last);
                first = null;
            }
            first = first == null ? cell : first;
            last = cell;
        }
        if (first != null) {
            run(text, map, first, last);
        }
        return text.toString();
    }

    private static void run(StringBuilder text, HeatMap map, HeatMap.Cell first, HeatMap.Cell last) {
        text.append(text.length() == 0 ? "" : "; ").append(map.columns().get(first.column()));
        if (last.column() > first.column()) {
            text.append(" to ").append(map.columns().get(last.column()));
        }
        text.append(": ").append(first.word());
    }

    /** How cells look: the hue says the stage, the pattern how it ended there; a number is a colour from dark to bright. */
    private static final class MapLook {
        private final List<String> words;
        private final List<String> kinds = new ArrayList<>();
        private final int number;
        private final String unit;

        MapLook(HeatMap map, int number) {
            this.number = number;
            this.unit = map.unit();
            var all = new LinkedHashSet<String>();
            var endings = new LinkedHashSet<String>();
            map.cells().stream().filter(cell -> cell.value().isEmpty()).forEach(cell -> {
                all.add(cell.word());
                endings.add(kind(cell.word()));
            });
            words = List.copyOf(all);
            kinds.addAll(endings);
        }

        private static String kind(String word) {
            return word.contains(" at ") ? word.substring(0, word.indexOf(" at ")) : word;
        }

        private static int hue(String word) {
            var name = word.substring(word.indexOf(" at ") < 0 ? 0 : word.indexOf(" at ") + 4);
            int at = 0;
            for (Stage stage : Stage.values()) {
                if (stage.word().equals(name)) {
                    return 360 * at / Stage.values().length;
                }
                at++;
            }
            return 210;
        }

        void patterns(Markup page) {
            page.raw("<defs>");
            for (int i = 1; i < kinds.size(); i++) {
                int space = 5 + 3 * ((i - 1) / 4);
                page.raw(
                        "<pattern id=\"p%d-%d\" width=\"%d\" height=\"%d\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(%d)\"><path d=\"M0 0V%d\" class=\"stroke\"/></pattern>",
                        number, i, space, space, 45 * ((i - 1) % 4), space);
            }
            page.raw("</defs>");
        }

        void cell(Markup page, HeatMap.Cell cell, double x, double y, double width, double height) {
            var place = String.format(
                    Locale.ROOT, "x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, width, height);
            fill(page, place, cell.value(), cell.word());
            if (cell.value().isPresent() && width >= 34) {
                page.raw(
                                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">",
                                cell.value().getAsDouble() > 0.55 ? "on-bright" : "on-dark",
                                x + width / 2,
                                y + height / 2 + 4)
                        .text(cell.word())
                        .raw("</text>");
            }
        }

        private void fill(Markup page, String place, OptionalDouble value, String word) {
            if (value.isPresent()) {
                page.raw("<rect " + place + " fill=\"" + shade(value.getAsDouble()) + "\"/>");
                return;
            }
            page.raw("<rect " + place + " fill=\"hsl(" + hue(word) + ",55%,62%)\"/>");
            int pattern = kinds.indexOf(kind(word));
            if (pattern > 0) {
                page.raw("<rect " + place + " fill=\"url(#p" + number + "-" + pattern + ")\"/>");
            }
        }

        /** From dark blue over grey to yellow: in order also for those who see few colours, and in print. */
        private static String shade(double value) {
            int[][] stops = {{0, 34, 78}, {124, 123, 120}, {254, 232, 56}};
            double at = Math.max(0, Math.min(1, value)) * 2;
            int[] from = stops[at < 1 ? 0 : 1];
            int[] to = stops[at < 1 ? 1 : 2];
            double share = at < 1 ? at : at - 1;
            return String.format(
                    "#%02x%02x%02x",
                    mix(from[0], to[0], share), mix(from[1], to[1], share), mix(from[2], to[2], share));
        }

        private static int mix(int from, int to, double share) {
            return (int) Math.round(from + share * (to - from));
        }

        void legend(Markup page) {
            page.raw("<ul class=\"legend\">");
            if (words.isEmpty()) {
                for (int percent = 0; percent <= 100; percent += 25) {
                    sample(page, OptionalDouble.of(percent / 100.0), "", unit + " " + percent + " %");
                }
            }
            words.forEach(word -> sample(page, OptionalDouble.empty(), word, word));
            page.raw("</ul>");
        }

        private void sample(Markup page, OptionalDouble value, String word, String text) {
            page.raw("<li><svg class=\"sample\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">");
            fill(page, "x=\"0\" y=\"0\" width=\"16\" height=\"16\"", value, word);
            page.raw("</svg>").text(text).raw("</li>");
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

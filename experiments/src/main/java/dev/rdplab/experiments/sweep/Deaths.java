package dev.rdplab.experiments.sweep;

import dev.rdplab.protocol.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Where handshakes died: a bar for every cell that has failures, as long as their share, in the colours of the stages. */
final class Deaths {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 16;

    private final Findings findings;
    private final Html html;

    Deaths(Findings findings, Html html) {
        this.findings = findings;
        this.html = html;
    }

    void draw() {
        html.element("h2", "Where handshakes died");
        var dead = findings.cells().stream().filter(c -> !c.died().isEmpty()).toList();
        if (dead.isEmpty()) {
            html.element("p", "Nowhere: every handshake came up.");
            return;
        }
        var stages = new TreeSet<Stage>();
        dead.forEach(cell -> stages.addAll(cell.died().keySet()));
        html.raw("<p class=\"key\">");
        stages.forEach(stage ->
                html.raw("<i style=\"background:" + colour(stage) + "\"></i>").text(stage.word()));
        html.raw("</p>\n<table class=\"deaths\">");
        dead.forEach(this::bar);
        html.raw("</table>\n");
    }

    private void bar(CellFindings cell) {
        var varied = new LinkedHashMap<>(cell.cell().settings());
        varied.keySet().retainAll(findings.grid().axes().keySet());
        html.raw("<tr><th>")
                .text(FindingsHtml.settings(varied))
                .raw("</th><td><svg width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\"><rect width=\"" + WIDTH
                        + "\" height=\"" + HEIGHT + "\" fill=\"#eee\"></rect>");
        double x = 0;
        for (var stage : cell.died().entrySet()) {
            int count = stage.getValue().values().stream().mapToInt(n -> n).sum();
            double width = (double) WIDTH * count / cell.success().of();
            html.raw(String.format(
                            Locale.ROOT,
                            "<rect x=\"%.1f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>",
                            x,
                            width,
                            HEIGHT,
                            colour(stage.getKey())))
                    .text(stage.getKey().word() + " " + stage.getValue() + " of "
                            + cell.success().of())
                    .raw("</title></rect>");
            x += width;
        }
        html.raw("</svg></td><td>").text(cell.deaths()).raw("</td></tr>\n");
    }

    private static String colour(Stage stage) {
        var all = List.of(Stage.values());
        return "hsl(" + 360 * all.indexOf(stage) / all.size() + ",60%,50%)";
    }
}

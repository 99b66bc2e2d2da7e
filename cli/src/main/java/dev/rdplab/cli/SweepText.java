package dev.rdplab.cli;

import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a sweep shows, for a terminal. */
final class SweepText {

    private static final int ADVICE = 5;

    private SweepText() {}

    static String of(Findings findings, Paint paint, int width) {
        var axes = List.copyOf(findings.grid().axes().keySet());
        var header = Stream.concat(
                axes.stream(), Stream.of("n", "success [95 %]", "p50 ms", "p95 ms", "sent again", "died in"));
        var table = new Table(header.toArray(String[]::new)).leading(axes.size());
        for (CellFindings cell : findings.cells()) {
            var columns = new ArrayList<String>();
            axes.forEach(axis -> columns.add(cell.cell().settings().get(axis)));
            columns.add(String.valueOf(cell.success().of()));
            columns.add(coloured(cell, paint));
            columns.add(percentile(cell, 50));
            columns.add(percentile(cell, 95));
            var again = cell.retransmissions();
            columns.add(again.isPresent() ? String.format(Locale.ROOT, "%.1f", again.getAsDouble()) : "-");
            columns.add(cell.deaths());
            table.row(columns.toArray(String[]::new));
        }
        var text = new StringBuilder(table.render(paint, width));
        text.append('\n').append(paint.bold("What to change first")).append('\n');
        int wide = width > 0 ? width : Terminal.DEFAULT_COLUMNS;
        var advice = findings.whatToChangeFirst();
        advice.stream().limit(ADVICE).forEach(c -> text.append(Wrap.text("  ", "  ", c.sentence(), wide))
                .append('\n'));
        if (advice.isEmpty()) {
            text.append(Wrap.text("  ", "  ", findings.noAdvice(), wide)).append('\n');
        }
        findings.undecided()
                .forEach(line -> text.append(Wrap.text("  ", "  ", line, wide)).append('\n'));
        return text.toString();
    }

    private static String coloured(CellFindings cell, Paint paint) {
        var share = cell.success();
        if (share.count() == share.of()) {
            return paint.good(share.toString());
        }
        return share.count() == 0 ? paint.bad(share.toString()) : share.toString();
    }

    private static String percentile(CellFindings cell, int percent) {
        var value = cell.total().at(percent);
        return value.isPresent() ? String.valueOf(Math.round(value.getAsDouble())) : "too few";
    }
}

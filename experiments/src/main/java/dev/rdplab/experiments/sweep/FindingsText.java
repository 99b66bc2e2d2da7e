package dev.rdplab.experiments.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as a Markdown table. */
final class FindingsText {

    private static final int ADVICE = 5;

    private FindingsText() {}

    static String of(Findings findings) {
        var axes = List.copyOf(findings.grid().axes().keySet());
        var text = new StringBuilder();
        var header = new ArrayList<>(axes);
        header.addAll(List.of("n", "success [95 %]", "p50 ms", "p95 ms", "p99 ms"));
        header.add("> " + findings.grid().slowerThan().toMillis() + " ms or failed [95 %]");
        header.addAll(List.of("retransmissions", "died in"));
        row(text, header);
        row(text, header.stream().map(h -> "---").toList());
        for (CellFindings cell : findings.cells()) {
            var columns = new ArrayList<String>();
            axes.forEach(axis -> columns.add(cell.cell().settings().get(axis)));
            columns.add(String.valueOf(cell.success().of()));
            columns.add(cell.success().toString());
            for (int percent : new int[] {50, 95, 99}) {
                var value = cell.total().at(percent);
                columns.add(value.isPresent() ? String.valueOf(Math.round(value.getAsDouble())) : "too few");
            }
            columns.add(cell.slowOrFailed().toString());
            var mean = cell.retransmissions();
            columns.add(mean.isPresent() ? String.format(Locale.ROOT, "%.2f", mean.getAsDouble()) : "");
            columns.add(cell.deaths());
            row(text, columns);
        }
        var compared = findings.comparisons();
        if (!compared.isEmpty()) {
            text.append('\n');
            var rest = new ArrayList<>(axes);
            rest.remove(Setting.LINK.word());
            var columns = new ArrayList<>(rest);
            columns.addAll(LinkComparison.header());
            row(text, columns);
            row(text, columns.stream().map(h -> "---").toList());
            for (LinkComparison each : compared) {
                var line = new ArrayList<String>();
                rest.forEach(axis -> line.add(each.cell().settings().get(axis)));
                line.addAll(each.columns());
                row(text, line);
            }
        }
        text.append("\nWhat to change first:\n");
        var advice = findings.whatToChangeFirst();
        advice.stream()
                .limit(ADVICE)
                .forEach(c -> text.append("- ").append(c.sentence()).append('\n'));
        if (advice.isEmpty()) {
            text.append("- ").append(findings.noAdvice()).append('\n');
        }
        findings.undecided().forEach(line -> text.append("- ").append(line).append('\n'));
        findings.links()
                .forEach(link -> text.append("\nLink: ").append(link.line()).append('\n'));
        findings.problems()
                .forEach(p -> text.append("could not be made: ").append(p).append('\n'));
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> columns) {
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
    }
}

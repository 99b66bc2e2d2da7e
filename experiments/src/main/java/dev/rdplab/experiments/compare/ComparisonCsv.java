package dev.rdplab.experiments.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A comparison as CSV (RFC 4180): a row for each cell; shares from 0 to 1, times in milliseconds. */
public final class ComparisonCsv {

    private ComparisonCsv() {}

    public static String of(Comparison comparison) {
        var settings = new TreeSet<String>();
        comparison.cells().forEach(c -> settings.addAll(c.cell().settings().keySet()));
        var text = new StringBuilder();
        var header = new ArrayList<>(settings);
        header.addAll(List.of("trials_a", "trials_b"));
        for (Measure measure : Measure.values()) {
            String name = measure.word().replace(' ', '_') + (measure.isTime() ? "_ms" : "");
            header.addAll(List.of(name + "_a", name + "_b", name + "_low", name + "_high"));
        }
        header.add("verdict");
        line(text, header);
        for (CellDifference each : comparison.cells()) {
            var row = new ArrayList<String>();
            settings.forEach(s -> row.add(each.cell().settings().getOrDefault(s, "")));
            row.add(Long.toString(each.before().success().of()));
            row.add(Long.toString(each.after().success().of()));
            for (Growth growth : each.growths()) {
                row.add(
                        growth.before().isPresent()
                                ? Double.toString(growth.before().getAsDouble())
                                : "");
                row.add(
                        growth.after().isPresent()
                                ? Double.toString(growth.after().getAsDouble())
                                : "");
                row.add(growth.interval().map(i -> Double.toString(i.low())).orElse(""));
                row.add(growth.interval().map(i -> Double.toString(i.high())).orElse(""));
            }
            row.add(each.verdict());
            line(text, row);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> columns) {
        text.append(columns.stream().map(ComparisonCsv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String text) {
        return text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0) ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

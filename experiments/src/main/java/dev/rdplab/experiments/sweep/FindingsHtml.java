package dev.rdplab.experiments.sweep;

import dev.rdplab.lab.evidence.EvidenceFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Findings as one HTML page that needs nothing else: what to change first, heat maps, where handshakes died, and distributions. The
 * last axis goes across and all others down. Every cell with its intervals stands at the end.
 */
final class FindingsHtml {

    /** On top of the style of reports: one family, with its colours for light and dark. */
    private static final String STYLE = EvidenceFolder.style()
            + "header,main{max-width:80rem}th,td{padding:.25rem .5rem;border:1px solid var(--line)}"
            + "table{width:auto;margin:1rem 0;background:var(--card)}td.f{text-align:right;color:#111}td.none{color:var(--soft);background:var(--tint)}"
            + "td small{display:block;font-size:.75rem}.maps,.plots{display:flex;flex-wrap:wrap;gap:0 2.5em}.maps>div{max-width:100%;overflow-x:auto}"
            + ".maps h3,.plots h3{margin-bottom:0}figure{margin:.5em 0 1em;max-width:100%}figcaption{max-width:32em}"
            + "figure svg.distribution{max-width:100%;width:auto}svg text{font-size:11px}"
            + ".key i{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 1em}";

    private final Findings findings;
    private final String command;
    private final Html html = new Html();

    private FindingsHtml(Findings findings, String command) {
        this.findings = findings;
        this.command = command;
    }

    static String of(Findings findings, String command) {
        return new FindingsHtml(findings, command).page();
    }

    private String page() {
        var grid = findings.grid();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"
                        + "<meta name=\"color-scheme\" content=\"light dark\"/><title>")
                .text(grid.name())
                .raw("</title><style>" + STYLE + "</style></head><body>\n<header><h1>")
                .text(grid.name())
                .raw("</h1>")
                .raw(EvidenceFolder.origin(command))
                .raw("</header><main>\n");
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
                Stream.concat(
                                findings.whatToChangeFirst().stream().map(Advice::sentence),
                                findings.undecided().stream())
                        .toList(),
                capital(findings.noAdvice()));
        new HeatMaps(findings, rows(), html).draw();
        new Deaths(findings, html).draw();
        comparisons();
        new DistributionPlots(findings, rows(), html).draw();
        html.list("Links", findings.links().stream().map(LinkKind::line).toList(), "The trials do not say.");
        html.list(
                "Every cell with its intervals",
                findings.cells().stream()
                        .map(cell -> settings(cell.cell().settings()) + ": " + HeatMaps.hover(cell))
                        .toList(),
                "None.");
        html.list("Cells that could not be made", findings.problems(), "None.");
        return html.raw("</main></body></html>\n").toString();
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
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
                        + " and what chance would hardly exceed.");
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

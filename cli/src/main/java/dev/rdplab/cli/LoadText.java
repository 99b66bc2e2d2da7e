package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.experiments.load.LoadPlan;
import dev.rdplab.experiments.load.LoadReport;
import dev.rdplab.experiments.load.LoadReport.Latency;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a load came to, for people and for machines. */
final class LoadText {

    private final Terminal terminal;
    private final Paint paint;

    LoadText(Terminal terminal, Paint paint) {
        this.terminal = terminal;
        this.paint = paint;
    }

    /** One line on stderr that is written over. */
    void progress(LoadReport so, LoadPlan plan, boolean live) {
        if (!live) {
            return;
        }
        String line = String.format(
                Locale.ROOT,
                "%.0f of %d s  %d begun, %d completed, %d failed, %d open%s  p99 %s ms",
                Math.min(so.seconds(), plan.duration().toMillis() / 1e3),
                Math.max(1, plan.duration().toSeconds()),
                so.begun(),
                so.completed(),
                so.failed(),
                so.open(),
                so.waiting() > 1 ? ", " + so.waiting() + " waiting" : "",
                so.whole()
                        .map(all -> EndingText.millis(all.percentiles().get(2)))
                        .orElse("-"));
        terminal.status(line);
    }

    void clear(boolean live) {
        if (live) {
            terminal.clearStatus();
        }
    }

    void print(LoadPlan plan, LoadReport report) {
        var header = new ArrayList<>(List.of("stage", "n", "min ms"));
        LoadReport.PERCENTILES.forEach(p -> header.add(name(p)));
        header.add("max");
        var table = new Table(header.toArray(String[]::new));
        report.stages().forEach((stage, latency) -> row(table, stage.word(), latency));
        report.whole().ifPresent(latency -> row(table, "all", latency));
        if (report.completed() > 0) {
            terminal.out().print(table.render(paint, terminal.outColumns()));
            terminal.out().println();
        }
        report.failures().forEach((how, count) -> terminal.out().println(paint.bad(count + " failed") + ": " + how));
        long missing = plan.total() - report.begun();
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%d of %d handshakes completed in %.1f s, %.1f a second%s%s",
                        report.completed(),
                        plan.total(),
                        report.seconds(),
                        report.completed() / report.seconds(),
                        missing > 0 ? ", " + missing + " did not begin" : "",
                        report.open() > 0 ? ", " + report.open() + " were still open" : ""));
    }

    private static void row(Table table, String name, Latency latency) {
        var cells = new ArrayList<>(List.of(name, Long.toString(latency.count()), EndingText.millis(latency.least())));
        latency.percentiles().forEach(millis -> cells.add(EndingText.millis(millis)));
        cells.add(EndingText.millis(latency.greatest()));
        table.row(cells.toArray(String[]::new));
    }

    private static String name(double percentile) {
        return "p" + (percentile == Math.rint(percentile) ? Long.toString((long) percentile) : percentile);
    }

    static ObjectNode json(String host, LoadPlan plan, LoadReport report) {
        var root = OutputOptions.object()
                .put("host", host)
                .put("rate", plan.rate())
                .put("durationMs", plan.duration().toMillis())
                .put("connections", plan.connections())
                .put("seconds", report.seconds())
                .put("planned", plan.total())
                .put("begun", report.begun())
                .put("completed", report.completed())
                .put("failed", report.failed())
                .put("open", report.open());
        report.whole().ifPresent(latency -> root.set("latencyMs", json(latency)));
        var stages = root.putObject("stages");
        report.stages().forEach((stage, latency) -> stages.set(stage.word(), json(latency)));
        var failures = root.putObject("failures");
        report.failures().forEach(failures::put);
        return root;
    }

    private static ObjectNode json(Latency latency) {
        var node = OutputOptions.object()
                .put("count", latency.count())
                .put("min", latency.least())
                .put("mean", latency.mean());
        for (int i = 0; i < LoadReport.PERCENTILES.size(); i++) {
            node.put(name(LoadReport.PERCENTILES.get(i)), latency.percentiles().get(i));
        }
        return node.put("max", latency.greatest());
    }
}

package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.verdict.Prediction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What came of a campaign: a row a run, what differs below, and the count. */
final class ReproduceTable {

    /** Columns from which a row has room for what is done. */
    private static final int WIDE = 190;

    private final Terminal terminal;
    private final Paint paint;

    ReproduceTable(Terminal terminal, Paint paint) {
        this.terminal = terminal;
        this.paint = paint;
    }

    /**
     * @param parts runs by their heading
     * @param more scenarios that {@code --all} has besides
     */
    void print(Map<String, List<RunReport>> parts, int more) {
        // What was done gets a line of its own where the terminal is too narrow for one more column.
        boolean wide = terminal.outColumns() == 0 || terminal.outColumns() >= WIDE;
        var header = new ArrayList<>(
                List.of("scenario", "stage", "ending", "mstsc shows", "confidence", "xfreerdp", "ms", "expected"));
        if (wide) {
            header.add(1, "what is done");
        }
        var table = new Table(header.toArray(String[]::new));
        parts.forEach((heading, reports) -> {
            if (parts.size() > 1) {
                table.heading(heading);
            }
            reports.forEach(report -> row(table, report, wide));
        });
        var rendered = table.render(paint, terminal.outColumns());
        terminal.out().print(rendered);
        var all = parts.values().stream().flatMap(Collection::stream).toList();
        all.stream().filter(report -> !report.asExpected()).forEach(this::differences);
        long good = all.stream().filter(RunReport::asExpected).count();
        String count = good + " of " + all.size() + " as expected";
        var summary = (good == all.size() ? paint.good(count) : paint.bad(count))
                + "; what mstsc shows is predicted ("
                + (rendered.lines().limit(2).anyMatch(line -> line.contains("confidence"))
                        ? "confidence beside it"
                        : "confidence with --json")
                + ")" + unmeasured(all) + ". More: " + OwnCommand.name() + " explain 0x904 0x7"
                + (more > 0 ? ", and " + more + " more scenarios with --all" : "");
        terminal.out().println();
        terminal.out().println(terminal.outColumns() > 0 ? Wrap.text("", "", summary, terminal.width()) : summary);
        if (all.stream().anyMatch(report -> report.result().link().virtualTime())) {
            var virtual = "Virtual time: no socket was used, the network is modelled, ms are those of its clock.";
            terminal.out().println(terminal.outColumns() > 0 ? Wrap.text("", "", virtual, terminal.width()) : virtual);
        }
    }

    /** What was taken in with {@code predictions add} is the user's own measurement. */
    private static String unmeasured(List<RunReport> all) {
        long measured = all.stream()
                .filter(report ->
                        report.result().predictions().get(Program.MSTSC).confidence() == Confidence.MEASURED)
                .count();
        return measured == 0
                ? ", never measured here"
                : "; " + measured + (measured == 1 ? " row was" : " rows were") + " measured and added here";
    }

    private void row(Table table, RunReport report, boolean wide) {
        var cells = cells(report);
        if (wide) {
            cells.add(1, report.scenario().summary());
        }
        table.row(cells.toArray(String[]::new));
        if (!wide) {
            table.note(report.scenario().summary());
        }
    }

    private List<String> cells(RunReport report) {
        var result = report.result();
        var mstsc = result.predictions().get(Program.MSTSC);
        return new ArrayList<>(List.of(
                report.scenario().name(),
                result.client().stageWord(),
                EndingText.of(result.client()),
                mstsc.shows().equals("0x904/0x7") ? paint.bold(mstsc.shows()) : mstsc.shows(),
                mstsc.confidence().word(),
                exit(result.predictions().get(Program.XFREERDP)),
                EndingText.millis(millis(report)),
                result.asExpected() ? paint.good("yes") : paint.bad("NO")));
    }

    private void differences(RunReport report) {
        terminal.out().println();
        terminal.out()
                .println(paint.bad(report.scenario().path()) + ": "
                        + String.join("; ", report.result().differences()));
        terminal.out().println("  again: " + report.replay());
    }

    private static String exit(Prediction prediction) {
        return prediction.exit().isPresent() ? "exit " + prediction.exit().getAsInt() : prediction.shows();
    }

    private static double millis(RunReport report) {
        var stages = report.result().stages();
        if (stages.isEmpty()) {
            return 0;
        }
        var last = stages.get(stages.size() - 1);
        return last.start().plus(last.duration()).minus(stages.get(0).start()).toNanos() / 1e6;
    }
}

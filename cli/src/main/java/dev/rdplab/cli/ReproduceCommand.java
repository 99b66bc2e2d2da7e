package dev.rdplab.cli;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Kind;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import dev.rdplab.lab.verdict.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab reproduce}: runs scenarios and says whether each came as its file says. */
@Command(
        name = "reproduce",
        description =
                "Makes the failures happen: every recipe and cause of 0x904/0x7 and the neighbours that are confused"
                        + " with it, or the scenarios that are named.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab reproduce",
            "  rdplab reproduce server-key-unreadable 'credssp/*'",
            "  rdplab reproduce ./mine.yaml --seed 7",
            "  rdplab reproduce --all --json",
        })
final class ReproduceCommand implements Callable<Integer> {

    /** Columns from which a row has room for what is done. */
    private static final int WIDE = 190;

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Mixin
    private LinkOption link;

    @Mixin
    private EvidenceOptions evidence;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "names, patterns such as 'tls/*', or files")
    private List<String> names = List.of();

    @Option(names = "--all", description = "the whole catalogue")
    private boolean all;

    @Option(names = "--seed", paramLabel = "N", description = "of faults, nonces and times (${DEFAULT-VALUE})")
    private long seed = RunOptions.DEFAULT_SEED;

    ReproduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var scenarios = chosen();
        var options = RunOptions.DEFAULT.seed(seed);
        options = link.backend().map(options::backend).orElse(options);
        var progress = new Progress(terminal, output, scenarios.size());
        List<RunReport> reports;
        try {
            reports =
                    Campaign.of(scenarios, options).progress(progress::finished).run();
        } catch (LinkUnavailableException e) {
            throw new CannotRunException(e.getMessage());
        } finally {
            progress.clear();
        }
        var results = reports.stream().map(RunReport::result).toList();
        if (output.json) {
            results.forEach(result -> OutputOptions.print(terminal, ResultJson.of(result)));
        } else {
            print(reports);
        }
        evidence.write(terminal, evidence(reports));
        return results.stream().allMatch(Result::asExpected) ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private List<Scenario> chosen() {
        if (all && !names.isEmpty()) {
            throw new UsageException("--all and names exclude each other");
        }
        if (names.isEmpty()) {
            return Catalogue.load().all().stream()
                    .filter(scenario -> all || scenario.kind() != Kind.OTHER)
                    .toList();
        }
        try {
            return Selection.of(Catalogue.load(), names);
        } catch (UnknownScenarioException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Evidence evidence(List<RunReport> reports) {
        boolean one = reports.size() == 1;
        return Evidence.of(
                one ? reports.get(0).scenario().path() : reports.size() + " scenarios",
                one
                        ? reports.get(0).replay()
                        : "./rdplab reproduce " + (all ? "--all" : String.join(" ", names)) + " --seed " + seed,
                reports.stream().map(EvidenceCase::of).toList());
    }

    private void print(List<RunReport> reports) {
        var paint = output.paint(terminal);
        // What was done gets a line of its own where the terminal is too narrow for one more column.
        boolean wide = terminal.outColumns() == 0 || terminal.outColumns() >= WIDE;
        var header = new ArrayList<>(
                List.of("scenario", "stage", "ending", "mstsc shows", "confidence", "xfreerdp", "ms", "expected"));
        if (wide) {
            header.add(1, "what is done");
        }
        var table = new Table(header.toArray(String[]::new));
        for (RunReport report : reports) {
            var cells = cells(paint, report);
            if (wide) {
                cells.add(1, report.scenario().summary());
            }
            table.row(cells.toArray(String[]::new));
            if (!wide) {
                table.note(report.scenario().summary());
            }
        }
        terminal.out().print(table.render(paint, terminal.outColumns()));
        reports.stream().filter(report -> !report.asExpected()).forEach(report -> differences(paint, report));
        long good = reports.stream().filter(RunReport::asExpected).count();
        terminal.out()
                .println(System.lineSeparator()
                        + (good == reports.size()
                                ? paint.good(good + " of " + reports.size() + " as expected")
                                : paint.bad(good + " of " + reports.size() + " as expected"))
                        + "; what mstsc shows is predicted (confidence beside it), never measured here."
                        + " More: rdplab explain 0x904 0x7");
    }

    private static List<String> cells(Paint paint, RunReport report) {
        var result = report.result();
        var mstsc = result.predictions().get(Program.MSTSC);
        return new ArrayList<>(List.of(
                report.scenario().name(),
                result.client().stage().word(),
                EndingText.of(result.client()),
                mstsc.shows().equals("0x904/0x7") ? paint.bold(mstsc.shows()) : mstsc.shows(),
                mstsc.confidence().word(),
                exit(result.predictions().get(Program.XFREERDP)),
                EndingText.millis(millis(result)),
                result.asExpected() ? paint.good("yes") : paint.bad("NO")));
    }

    private void differences(Paint paint, RunReport report) {
        terminal.out().println();
        terminal.out()
                .println(paint.bad(report.scenario().path()) + ": "
                        + String.join("; ", report.result().differences()));
        terminal.out().println("  again: " + report.replay());
    }

    private static String exit(Prediction prediction) {
        return prediction.exit().isPresent() ? "exit " + prediction.exit().getAsInt() : prediction.shows();
    }

    private static double millis(Result result) {
        var stages = result.stages();
        if (stages.isEmpty()) {
            return 0;
        }
        var last = stages.get(stages.size() - 1);
        return last.start().plus(last.duration()).minus(stages.get(0).start()).toNanos() / 1e6;
    }
}

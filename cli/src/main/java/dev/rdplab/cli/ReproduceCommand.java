package dev.rdplab.cli;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Kind;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.verdict.Prediction;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = "Makes the failures happen: every recipe and cause of 0x904/0x7 and the neighbours that are confused"
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

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Mixin
    private LinkOption link;

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
            reports = Campaign.of(scenarios, options).progress(progress::finished).run();
        } catch (LinkUnavailableException e) {
            throw new CannotRunException(e.getMessage());
        } finally {
            progress.clear();
        }
        var results = reports.stream().map(RunReport::result).toList();
        if (output.json) {
            results.forEach(result -> OutputOptions.print(terminal, ResultJson.of(result)));
        } else {
            print(results);
        }
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
        var chosen = new ArrayList<Scenario>();
        for (String name : names) {
            var file = Path.of(name);
            if (name.endsWith(".yaml") || name.endsWith(".yml") || Files.isRegularFile(file)) {
                if (!Files.isRegularFile(file)) {
                    throw new UsageException("there is no file " + name);
                }
                chosen.add(ScenarioReader.read(file));
            } else {
                chosen.addAll(ScenariosCommand.chosen(List.of(name)));
            }
        }
        return chosen.stream().distinct().toList();
    }

    private void print(List<Result> results) {
        var paint = output.paint(terminal);
        var table = new Table(
                "scenario", "what is done", "stage", "ending", "mstsc shows", "confidence", "xfreerdp", "ms", "expected");
        var scenarios = Catalogue.load();
        for (Result result : results) {
            var mstsc = result.predictions().get(Program.MSTSC);
            table.row(
                    result.scenario(),
                    scenarios
                            .find(result.scenario())
                            .map(Scenario::summary)
                            .orElse(""),
                    result.client().stage().word(),
                    EndingText.of(result.client()),
                    mstsc.shows().equals("0x904/0x7") ? paint.bold(mstsc.shows()) : mstsc.shows(),
                    mstsc.confidence().word(),
                    exit(result.predictions().get(Program.XFREERDP)),
                    EndingText.millis(millis(result)),
                    result.asExpected() ? paint.good("yes") : paint.bad("NO"));
        }
        terminal.out().print(table.render(paint, terminal.outColumns()));
        results.stream().filter(result -> !result.asExpected()).forEach(result -> differences(paint, result));
        long good = results.stream().filter(Result::asExpected).count();
        terminal.out()
                .println(System.lineSeparator()
                        + (good == results.size()
                                ? paint.good(good + " of " + results.size() + " as expected")
                                : paint.bad(good + " of " + results.size() + " as expected"))
                        + "; what mstsc shows is predicted (confidence beside it), never measured here."
                        + " More: rdplab explain 0x904 0x7");
    }

    private void differences(Paint paint, Result result) {
        terminal.out().println();
        terminal.out().println(paint.bad(result.scenario()) + ": " + String.join("; ", result.differences()));
        terminal.out()
                .println("  again: rdplab reproduce " + result.scenario() + " --seed "
                        + result.seed().orElse(seed) + link.argument());
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
        return last.start().plus(last.duration()).toNanos() / 1e6;
    }
}

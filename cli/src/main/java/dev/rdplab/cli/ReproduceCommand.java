package dev.rdplab.cli;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.OwnCommand;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab reproduce}: runs scenarios and says whether each came as its file says. */
@Command(
        name = "reproduce",
        description = "Reproduces failures: every recipe and cause of 0x904/0x7 and the failures that are confused"
                + " with it, or the scenarios that are named.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab reproduce",
            "  rdplab reproduce server-key-unreadable 'credssp/*'",
            "  rdplab reproduce ./mine.yaml --seed 7",
            "  rdplab reproduce --all --json",
            "  rdplab reproduce --all --virtual-time",
        })
final class ReproduceCommand implements Callable<Integer> {

    /** The parts of the main job, in the order of the table. */
    private enum Part {
        RECIPES("What makes mstsc show 0x904/0x7"),
        NEIGHBOURS("What is confused with it, and shows something else"),
        CAUSES("Commonly blamed causes, each with its verdict");

        private final String heading;

        Part(String heading) {
            this.heading = heading;
        }

        private static Part of(Scenario scenario) {
            if (scenario.group().equals("causes")) {
                return CAUSES;
            }
            return scenario.kind() == Kind.RECIPE ? RECIPES : NEIGHBOURS;
        }
    }

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

    @Option(names = "--seed", paramLabel = "N", description = "seed of faults, nonces and times (${DEFAULT-VALUE})")
    private long seed = RunOptions.DEFAULT_SEED;

    @Option(
            names = "--virtual-time",
            description = "run without sockets and without waiting: the network is modelled, and time is simulated")
    private boolean virtualTime;

    /** Scenarios that the main job leaves to {@code --all}. */
    private int more;

    ReproduceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var scenarios = chosen();
        var options = RunOptions.DEFAULT.seed(seed);
        if (virtualTime && link.backend().isPresent()) {
            throw new UsageException(
                    "--virtual-time and --link exclude each other: without sockets no proxy can be reached");
        }
        options = virtualTime
                ? options.inVirtualTime()
                : link.backend().map(options::backend).orElse(options);
        var progress = new Progress(terminal, output, scenarios.size());
        progress.begins("reproducing " + scenarios.size() + (scenarios.size() == 1 ? " scenario" : " scenarios"));
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
            new ReproduceTable(terminal, output.paint(terminal)).print(parts(reports), more);
        }
        evidence.write(terminal, evidence(reports));
        return results.stream().allMatch(Result::asExpected) ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private List<Scenario> chosen() {
        if (all && !names.isEmpty()) {
            throw new UsageException("--all and names exclude each other");
        }
        if (names.isEmpty()) {
            var catalogue = Catalogue.load().all();
            var chosen = catalogue.stream()
                    .filter(scenario -> all || scenario.kind() != Kind.OTHER)
                    .toList();
            more = catalogue.size() - chosen.size();
            return chosen;
        }
        try {
            return Selection.playable(Catalogue.load(), names);
        } catch (UnknownScenarioException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** The main job in three parts, everything else in the groups of the catalogue; one part needs no heading. */
    private Map<String, List<RunReport>> parts(List<RunReport> reports) {
        Function<RunReport, String> part = names.isEmpty() && !all
                ? report -> Part.of(report.scenario()).heading
                : report -> report.scenario().group();
        Map<String, List<RunReport>> parts = new LinkedHashMap<>();
        if (names.isEmpty() && !all) {
            for (Part each : Part.values()) {
                parts.put(each.heading, new ArrayList<>());
            }
        }
        reports.forEach(report -> parts.computeIfAbsent(part.apply(report), heading -> new ArrayList<>())
                .add(report));
        return parts;
    }

    private Evidence evidence(List<RunReport> reports) {
        boolean one = reports.size() == 1;
        return Evidence.of(
                one ? reports.get(0).scenario().path() : reports.size() + " scenarios",
                one
                        ? reports.get(0).replay()
                        : OwnCommand.name() + " reproduce " + (all ? "--all" : String.join(" ", names)) + " --seed "
                                + seed + (virtualTime ? " --virtual-time" : ""),
                reports.stream().map(EvidenceCase::of).toList());
    }
}

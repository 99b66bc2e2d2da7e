package dev.rdplab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.chaos.process.ScratchFolder;
import dev.rdplab.experiments.gate.Condition;
import dev.rdplab.experiments.gate.Gate;
import dev.rdplab.experiments.gate.Outcome;
import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Findings;
import dev.rdplab.experiments.sweep.ForeignResultsException;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.GridKeys;
import dev.rdplab.experiments.sweep.Shard;
import dev.rdplab.experiments.sweep.Sweep;
import dev.rdplab.experiments.sweep.SweepProgress;
import dev.rdplab.experiments.sweep.SweptPath;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rdplab sweep}: runs an experiment over a grid of settings. */
@Command(
        name = "sweep",
        description = "Runs an experiment: every combination of a grid's settings, each tried many times.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Experiments that come with the lab: mtu-blackhole, vpn-tunnels, timeouts, satellite, flaky-wifi,"
                    + " cross-check.",
            "With --out, a stopped sweep resumes when the same command is run again.",
            "",
            "  rdplab sweep mtu-blackhole --n 2",
            "  rdplab sweep my-grid.yaml --out results --shard 1/8",
            "  rdplab sweep merge my-grid.yaml --out all results-1 results-2",
            "  rdplab sweep compare before after",
            "  rdplab sweep mtu-blackhole --n 2 --fail-if 'success < 99%%'",
            "  rdplab sweep my-loss.yaml --to server.example --link modelled --n 20",
        })
final class SweepCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHOWN_EVERY = 100_000_000;

    /** At the same time, where they wait for a path. */
    private static final int CELLS_PER_PROCESSOR = 4;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Mixin
    private final SweepTarget target = new SweepTarget();

    @Parameters(paramLabel = "GRID", arity = "0..1", description = "a file, or the name of an experiment of the lab")
    private String name;

    @Option(names = "--n", paramLabel = "N", description = "trials in each cell, spread over the seeds")
    private Integer trials;

    @Option(
            names = {"--seed", "--seeds"},
            paramLabel = "N",
            split = ",",
            description = "seeds instead of the grid's")
    private List<Long> seeds;

    @Option(names = "--shard", paramLabel = "i/n", description = "only this part of the grid")
    private String shard;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "cells at the same time (the processors; four times as many where most wait for a path; 1 with --to)")
    private Integer parallel;

    @Option(
            names = "--link",
            paramLabel = "LINK",
            description =
                    "what makes the path: tun (the lab's own devices), netem (the kernel), modelled (computed delays),"
                            + " virtual (the same without waiting), embedded (toxics: rtt, jitter, bandwidth)")
    private String link;

    @Option(names = "--out", paramLabel = "DIR", description = "keep trials (JSON lines, CSV) and findings there")
    private Path out;

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            converter = FailIfOption.class,
            description = "exit 1 when it holds in a cell: 'success < 99%%', 'slow > 5%%' (slow or failed), 'p95 > 3s',"
                    + " 'tunnel=wireguard: p95 > 3s'; may be repeated")
    private List<Condition> failIf;

    private long shown = System.nanoTime() - SHOWN_EVERY; // of the sweep's threads, one at a time

    SweepCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (name == null) {
            throw new UsageException("sweep needs a grid: a file, or one of " + String.join(", ", Grid.BUNDLED));
        }
        var grid = target.fit(grid(name), terminal);
        var part = part();
        if (parallel != null && parallel < 1) {
            throw new UsageException("--parallel " + parallel + ", at least 1");
        }
        gate().idle(grid.cells()).ifPresent(line -> {
            throw new UsageException(line);
        });
        target.require(grid);
        grid = SweepTarget.installed(grid, terminal);
        if (out != null) {
            target.belongs(out);
            return finish(run(grid, part, out), out);
        }
        try (var scratch = ScratchFolder.create("sweep")) {
            return finish(run(grid, part, scratch.path()), null);
        }
    }

    /** A trial on the loopback takes the processor, one on a slow path waits for it nearly all the time. */
    private int parallel(Grid grid) {
        if (parallel != null) {
            return parallel;
        }
        if (target.isReal()) {
            return 1;
        }
        boolean waits = grid.cells().stream().map(Cell::settings).allMatch(SweptPath::waits);
        return Runtime.getRuntime().availableProcessors() * (waits ? CELLS_PER_PROCESSOR : 1);
    }

    @Command(
            name = "schema",
            description = "Prints the JSON Schema of grid files, for editors.",
            mixinStandardHelpOptions = true)
    int schema(@Mixin OutputOptions options) {
        options.document(terminal, GridKeys.schema());
        return Exit.EXPECTED;
    }

    @Command(
            name = "merge",
            description = "Merges the results of shards; a trial that is in several is counted once.",
            mixinStandardHelpOptions = true)
    int merge(
            @Parameters(paramLabel = "GRID", description = "the file or name that the shards were run with")
                    String grid,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            required = true,
                            description = "the folder for the merged results")
                    Path into,
            @Option(names = "--link", paramLabel = "LINK", description = "the --link that the shards were run with")
                    String made,
            @Option(
                            names = "--fail-if",
                            paramLabel = "CONDITION",
                            converter = FailIfOption.class,
                            description = "exit 1 when it holds in a cell, as for sweep")
                    List<Condition> conditions,
            @Parameters(paramLabel = "DIR", arity = "1..*", description = "the --out of each shard") List<Path> shards,
            @Mixin OutputOptions how) {
        output = how;
        link = made;
        failIf = conditions;
        for (Path each : shards) {
            if (!Files.isDirectory(each)) {
                throw new UsageException(each + " is not a folder");
            }
        }
        var whole = grid(grid);
        return finish(onFiles(() -> Sweep.merge(whole, shards, into), into), into);
    }

    private interface Work<X extends Exception> {
        Findings run() throws X;
    }

    /** @param directory for complaints */
    private static <X extends Exception> Findings onFiles(Work<X> work, Path directory) throws X {
        try {
            return work.run();
        } catch (ForeignResultsException e) {
            throw new UsageException(e.getMessage());
        } catch (UncheckedIOException e) {
            throw new CannotRunException("cannot read or write the results in " + directory + ": " + Reason.of(e));
        }
    }

    private Findings run(Grid grid, Shard part, Path directory) throws InterruptedException {
        boolean live = terminal.live() && !output.quiet;
        var sweep =
                new Sweep(grid, target.cells(grid), directory, part, parallel(grid), progress -> show(live, progress));
        var signal = new EndOnSignal();
        try (signal) {
            return onFiles(() -> stoppable(sweep, directory), directory);
        } catch (LinkUnavailableException e) {
            throw new CannotRunException(e.getMessage());
        } finally {
            if (live) {
                terminal.clearStatus();
            }
        }
    }

    /** What is printed here is printed before the process may end. */
    private Findings stoppable(Sweep sweep, Path directory) throws InterruptedException {
        try {
            return sweep.run();
        } catch (InterruptedException e) {
            terminal.err()
                    .println("rdplab: stopped; "
                            + (out == null
                                    ? "with --out DIR it can be resumed"
                                    : "run the same command again to resume from " + directory));
            terminal.err().flush();
            throw e;
        }
    }

    private void show(boolean live, SweepProgress progress) {
        if (live && System.nanoTime() - shown > SHOWN_EVERY) {
            shown = System.nanoTime();
            terminal.status(progress.line());
        }
    }

    private int finish(Findings findings, Path directory) {
        if (output.json) {
            findings.cells().forEach(cell -> {
                ObjectNode row =
                        OutputOptions.object().put("experiment", findings.grid().name());
                row.setAll((ObjectNode) JSON.valueToTree(cell.asMap()));
                OutputOptions.print(terminal, row);
            });
        } else {
            terminal.out().print(SweepText.of(findings, output.paint(terminal), terminal.outColumns()));
        }
        if (directory != null) {
            write(findings, directory);
        }
        findings.problems().forEach(problem -> terminal.err()
                .println("rdplab: " + (problem.startsWith("stopped: ") ? "" : "could not be made: ") + problem));
        boolean passed = passes(findings, directory);
        return findings.problems().isEmpty() && passed ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private Gate gate() {
        return new Gate(failIf == null ? List.of() : failIf);
    }

    private boolean passes(Findings findings, Path directory) {
        if (failIf == null) {
            return true;
        }
        var outcomes = gate().outcomes(findings);
        outcomes.stream().filter(Outcome::fails).forEach(outcome -> terminal.err()
                .println("rdplab: " + outcome.line()));
        if (directory != null) {
            new SweepFiles(directory).gate(findings, outcomes);
        }
        return outcomes.stream().noneMatch(Outcome::fails);
    }

    /** As it was given, to be pasted. */
    private String command() {
        var root = spec.root();
        var given = root.commandLine().getParseResult().originalArgs();
        return OwnCommand.in(given.stream().map(Hints::quoted).collect(Collectors.joining(" ", root.name() + " ", "")));
    }

    private void write(Findings findings, Path directory) {
        new SweepFiles(directory).findings(findings, command());
        if (!output.json) {
            terminal.out().println("\nkept in " + directory + "; open " + directory.resolve("findings.html"));
        }
    }

    private Grid grid(String wanted) {
        var grid = GridFile.of(wanted);
        if (trials != null) {
            if (trials < 1) {
                throw new UsageException("--n " + trials + ", at least 1");
            }
            grid = grid.trials(trials);
        }
        if (link != null) {
            grid = fixed(grid);
        }
        return seeds == null ? grid : grid.seeds(seeds.stream().distinct().toList());
    }

    private Grid fixed(Grid grid) {
        try {
            return grid.fixed("link", link);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--link: " + e.getMessage());
        }
    }

    private Shard part() {
        if (shard == null) {
            return Shard.ALL;
        }
        if (out == null) {
            throw new UsageException("--shard needs --out: a part is for merging");
        }
        try {
            return Shard.parse(shard);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}

package dev.rdplab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.experiments.compare.CellDifference;
import dev.rdplab.experiments.compare.Comparison;
import dev.rdplab.experiments.compare.ComparisonCsv;
import dev.rdplab.experiments.compare.ComparisonHtml;
import dev.rdplab.experiments.compare.Growth;
import dev.rdplab.experiments.compare.Measure;
import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.ForeignResultsException;
import dev.rdplab.experiments.sweep.TrialSet;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab sweep compare}: two results side by side. */
@Command(
        name = "compare",
        description =
                "Compares two results cell by cell: success, share of slow or failed, p50 and p95. A difference is one"
                        + " beyond chance at 95 %% over all of them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A result is a folder of sweep --out, or a file of probe --count N --json. Exit 0 when they were compared,",
            "whatever the result; with --fail-if-worse 1 when B is worse in a cell.",
        })
final class SweepCompareCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SLOW = Duration.ofSeconds(3);

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Parameters(index = "0", paramLabel = "A", description = "the result before")
    private Path before;

    @Parameters(index = "1", paramLabel = "B", description = "the result after")
    private Path after;

    @Option(
            names = "--slower-than",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "successes that take longer are slow (what A's grid says, else 3s)")
    private Duration slowerThan;

    @Option(names = "--fail-if-worse", description = "exit 1 when B is worse than A in a cell, beyond chance")
    private boolean failIfWorse;

    @Option(names = "--out", paramLabel = "DIR", description = "keep compare.json, compare.csv and compare.html there")
    private Path out;

    SweepCompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var a = read(before);
        var b = read(after);
        var bound = slowerThan != null
                ? slowerThan
                : a.slowerThan().or(b::slowerThan).orElse(SLOW);
        var comparison = Comparison.of(a, b, bound);
        if (comparison.cells().isEmpty()) {
            throw new UsageException("no cell is in both: " + before + " has "
                    + comparison.onlyA().get(0).id() + ", " + after + " has "
                    + comparison.onlyB().get(0).id());
        }
        print(comparison);
        if (out != null) {
            keep(comparison);
        }
        return failIfWorse && comparison.worse() > 0 ? Exit.UNEXPECTED : Exit.EXPECTED;
    }

    private static TrialSet read(Path source) {
        if (!Files.exists(source)) {
            throw new UsageException("'" + source + "' does not exist; a folder of sweep --out, or a file of probe"
                    + " --count N --json");
        }
        try {
            return TrialSet.read(source);
        } catch (ForeignResultsException e) {
            throw new UsageException(e.getMessage());
        } catch (CharacterCodingException e) {
            throw new UsageException(source + " is not UTF-8 text");
        } catch (IOException e) {
            throw new CannotRunException("cannot read " + source + ": " + Reason.of(e));
        }
    }

    private void print(Comparison comparison) {
        if (output.json) {
            ObjectNode whole = JSON.valueToTree(comparison.asMap());
            OutputOptions.print(terminal, whole);
            return;
        }
        var paint = output.paint(terminal);
        terminal.out().println("A  " + comparison.a());
        terminal.out().println("B  " + comparison.b());
        comparison.distinct().forEach((word, values) -> terminal.out()
                .println("changed: " + word + " " + values.get(0) + " -> " + values.get(1)));
        terminal.out().println();
        terminal.out().print(table(comparison, paint).render(paint, terminal.outColumns()));
        only("only in A", comparison.onlyA());
        only("only in B", comparison.onlyB());
        terminal.out().println();
        terminal.out().println(Wrap.text("", "", comparison.sentence(), terminal.width()));
    }

    private static Table table(Comparison comparison, Paint paint) {
        var axes = new TreeSet<String>();
        comparison.cells().forEach(c -> axes.addAll(c.cell().settings().keySet()));
        axes.removeIf(axis -> comparison.cells().size() > 1
                && comparison.cells().stream()
                                .map(c -> c.cell().settings().get(axis))
                                .distinct()
                                .count()
                        == 1);
        var header = new ArrayList<>(axes);
        header.add("n");
        for (Measure measure : Measure.values()) {
            header.add(measure.word());
        }
        header.add("verdict");
        var table = new Table(header.toArray(String[]::new)).leading(axes.size() + 1);
        for (CellDifference each : comparison.cells()) {
            var row = new ArrayList<String>();
            axes.forEach(axis -> row.add(each.cell().settings().getOrDefault(axis, "")));
            long one = each.before().success().of();
            long other = each.after().success().of();
            row.add(one == other ? Long.toString(one) : one + ", " + other);
            each.growths().stream().map(Growth::text).forEach(row::add);
            row.add(
                    each.isWorse()
                            ? paint.bad(each.verdict())
                            : each.isBetter() ? paint.good(each.verdict()) : each.verdict());
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private void only(String where, List<Cell> cells) {
        cells.forEach(cell -> terminal.out().println(where + ": " + cell.id()));
    }

    private void keep(Comparison comparison) {
        try {
            Files.createDirectories(out);
            Files.writeString(out.resolve("compare.json"), JSON.writeValueAsString(comparison.asMap()) + "\n");
            Files.writeString(out.resolve("compare.csv"), ComparisonCsv.of(comparison));
            Files.writeString(out.resolve("compare.html"), ComparisonHtml.of(comparison));
        } catch (IOException e) {
            throw new CannotRunException("cannot write to " + out + ": " + Reason.of(e));
        }
        if (!output.json) {
            terminal.out().println("\nkept in " + out + "; open " + out.resolve("compare.html"));
        }
    }
}

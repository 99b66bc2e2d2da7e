package dev.rdplab.cli;

import dev.rdplab.judging.AddedPredictions;
import dev.rdplab.lab.verdict.OwnMeasurements;
import dev.rdplab.words.VisibleText;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab predictions}: what was measured with real clients. */
@Command(
        name = "predictions",
        description = "Add what was measured with real clients to the predictions.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab judge --program xfreerdp --scenarios 'tls/*' --record mine.yaml",
            "  rdplab predictions add mine.yaml"
        })
final class PredictionsCommand implements Callable<Integer> {

    /** Largest file, bytes. */
    private static final int MAX_BYTES = 1 << 20;

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    PredictionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new UsageException("say what to do: rdplab predictions add FILE");
    }

    @Command(
            name = "add",
            description =
                    "Take in a file that 'judge --record' wrote, as measured, and list contradictions with earlier"
                            + " statements; exit code 1 if there are any.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "FILE", description = "a recorded expectation file") Path file,
            @Option(
                            names = "--folder",
                            paramLabel = "DIR",
                            description = "keep it in DIR; by default in $" + OwnMeasurements.VARIABLE
                                    + ", or in rdplab in the user's data folder")
                    Path folder,
            @Mixin OutputOptions options) {
        var added = AddedPredictions.of(file.toString(), text(file));
        var into = folder == null ? OwnMeasurements.folder(System.getenv()) : folder;
        try {
            OwnMeasurements.add(into, added.rows());
        } catch (IOException e) {
            throw new CannotRunException("cannot write to '" + into + "': " + Reason.of(e));
        }
        if (options.json) {
            json(file, into, added);
        } else {
            lines(options, into, added);
        }
        return added.contradictions().isEmpty() ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private static String text(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
                throw new UsageException("'" + file + "' has more than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new UsageException("'" + file + "' is not UTF-8 text");
        } catch (IOException e) {
            throw new CannotRunException("cannot read '" + file + "': " + Reason.of(e));
        }
    }

    private void json(Path file, Path into, AddedPredictions added) {
        var node = OutputOptions.object()
                .put("file", file.toString())
                .put("folder", into.toString())
                .put("added", added.rows().size())
                .put("equal", added.equal());
        var contradictions = node.putArray("contradictions");
        added.contradictions().forEach(each -> contradictions
                .addObject()
                .put("program", each.program().word())
                .put("scenario", each.scenario())
                .put("measured", each.shows())
                .put("earlier", each.earlier())
                .put("confidence", each.confidence())
                .put("source", each.source())
                .put("kept", each.kept()));
        var left = node.putArray("left");
        added.left()
                .forEach(each ->
                        left.addObject().put("scenario", each.scenario()).put("why", each.why()));
        OutputOptions.print(terminal, node);
    }

    private void lines(OutputOptions options, Path into, AddedPredictions added) {
        var paint = options.paint(terminal);
        added.contradictions().forEach(each -> terminal.out()
                .println(paint.bad("contradiction") + ": " + each.program() + ", " + each.scenario() + ": measured "
                        + each.shows() + ", earlier " + each.earlier() + " (" + each.confidence() + ": "
                        + VisibleText.of(each.source()) + ")"
                        + (each.kept() ? "" : "; the row is not added, the earlier one was measured too")));
        added.left().forEach(each -> terminal.out()
                .println("not added: " + VisibleText.of(each.scenario()) + ": " + each.why()));
        terminal.out()
                .println(added.rows().size() + " added as measured to " + into + ", " + added.equal()
                        + " of them as predicted; " + added.contradictions().size() + " contradictions");
    }
}

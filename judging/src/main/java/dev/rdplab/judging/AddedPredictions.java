package dev.rdplab.judging;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.OwnMeasurements;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Role;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a recorded expectation file adds to the predictions.
 *
 * @param rows to be kept as measured
 * @param equal how many of them say what was said before
 * @param contradictions with earlier statements
 * @param left rows that are not kept and contradict nothing, with the reason
 */
public record AddedPredictions(
        List<OwnMeasurements.Row> rows, int equal, List<Contradiction> contradictions, List<Left> left) {

    /**
     * A row that says something else than an earlier statement. Neither is overwritten: the statement stays in its file.
     *
     * @param shows what was recorded
     * @param earlier what was stated
     * @param kept whether the row is kept: not where the earlier statement was measured, too
     */
    public record Contradiction(
            Program program,
            String scenario,
            String shows,
            String earlier,
            String confidence,
            String source,
            boolean kept) {}

    /** @param scenario as the file has it */
    public record Left(String scenario, String why) {}

    private record Earlier(List<String> shows, String confidence, String source) {}

    /**
     * Compares the measured rows of a file with what is known of their programs.
     *
     * @param name of the file, for messages and as source
     * @throws BadValueException when the file cannot be read, no row was measured, or a row cannot have been
     */
    public static AddedPredictions of(String name, String text) {
        var file = ExpectationFile.read(name, text);
        var rows = new ArrayList<OwnMeasurements.Row>();
        var contradictions = new ArrayList<Contradiction>();
        var left = new ArrayList<Left>();
        int equal = 0;
        boolean any = false;
        var catalogue = Catalogue.load();
        for (var entry : file.entries()) {
            if (entry.measured().isEmpty()) {
                if (entry.skip().isEmpty()) {
                    left.add(new Left(entry.scenario(), "the row has no 'measured'"));
                }
                continue;
            }
            any = true;
            var measured = entry.measured().get();
            var program = program(name, measured);
            var shows = shown(name, program, measured);
            var scenario = catalogue.find(entry.scenario()).filter(found -> found.path()
                    .equals(entry.scenario()));
            if (scenario.isEmpty()) {
                left.add(new Left(entry.scenario(), "no scenario of this version is called so"));
                continue;
            }
            var earlier = earlier(program, scenario.get());
            var row = new OwnMeasurements.Row(program, scenario.get().path(), shows, source(name, measured));
            if (earlier.isEmpty()) {
                rows.add(row);
            } else if (earlier.get().shows().contains(shows)) {
                equal++;
                rows.add(row);
            } else if (earlier.get().shows().stream().anyMatch(said -> said.startsWith(shows + "/"))) {
                left.add(new Left(entry.scenario(), "agrees in the first number; the second was not recorded"));
            } else if (earlier.get().shows().stream().anyMatch(said -> shows.startsWith(said + "/"))) {
                rows.add(row);
            } else {
                boolean kept = !earlier.get().confidence().equals("measured");
                contradictions.add(new Contradiction(
                        program,
                        scenario.get().path(),
                        shows,
                        String.join(" or ", earlier.get().shows()),
                        earlier.get().confidence(),
                        earlier.get().source(),
                        kept));
                if (kept) {
                    rows.add(row);
                }
            }
        }
        if (!any) {
            throw new BadValueException(
                    new Place(name, 0, "expect"),
                    "no row has 'measured', so nothing says which program was run",
                    "a file written by 'rdplab judge --record FILE'");
        }
        return new AddedPredictions(List.copyOf(rows), equal, List.copyOf(contradictions), List.copyOf(left));
    }

    private static Program program(String file, MeasuredRow measured) {
        var program = Arrays.stream(Program.values())
                .filter(known -> known.word().equals(measured.program()))
                .findFirst()
                .orElseThrow(() -> new BadValueException(
                        new Place(file, measured.line(), "measured.program"),
                        "nothing is predicted of '" + measured.program() + "'",
                        Arrays.stream(Program.values()).map(Program::word).collect(Collectors.joining(", "))));
        if (program == Program.MSTSC && !measured.os().toLowerCase(Locale.ROOT).contains("windows")) {
            throw new BadValueException(
                    new Place(file, measured.line(), "measured.os"),
                    "mstsc runs on Windows only, not on '" + measured.os() + "'",
                    "a recording made on Windows");
        }
        return program;
    }

    private static String shown(String file, Program program, MeasuredRow measured) {
        return ShownNumbers.read(program, measured.numbers())
                .orElseThrow(() -> new BadValueException(
                        new Place(file, measured.line(), "measured.numbers"),
                        "'" + measured.numbers() + "' is not what " + program + " can show",
                        (program.showsPair() ? "a pair such as 0x904/0x7" : "an exit code from 0 to 255")
                                + ", session, waits"));
    }

    private static String source(String file, MeasuredRow measured) {
        var name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return "run on " + measured.os() + ", " + measured.date() + ", version " + measured.version()
                + ": this scenario (" + name + ")";
    }

    /** What is said of a program and a scenario; empty when nothing is known. */
    private static Optional<Earlier> earlier(Program program, Scenario scenario) {
        var expect = scenario.expect();
        if (program == Program.MSTSC && expect.mstsc().isPresent()) {
            return Optional.of(new Earlier(
                    List.of(expect.mstsc().get().toString()),
                    expect.confidence().word(),
                    "scenario " + scenario.path()));
        }
        if (ExpectationFile.isBundled(program)) {
            return earlier(ExpectationFile.bundled(program), scenario);
        }
        var prediction = Predictions.of(new Facts(
                        expect.stage(),
                        expect.ending(),
                        expect.by().orElse(Role.SERVER),
                        expect.code(),
                        "",
                        "",
                        Set.of()))
                .get(program);
        return prediction.shows().equals("unknown")
                ? Optional.empty()
                : Optional.of(new Earlier(
                        List.of(prediction.shows()), prediction.confidence().word(), prediction.source()));
    }

    private static Optional<Earlier> earlier(ExpectationFile file, Scenario scenario) {
        if (file.skipped(scenario).isPresent()) {
            return Optional.empty();
        }
        var expected = file.of(scenario);
        var shows =
                switch (expected.how()) {
                    case EXIT -> expected.exits().stream().map(String::valueOf).toList();
                    case SESSION -> List.of("session");
                    case WAITS -> List.of("waits");
                    case ANY -> List.<String>of();
                };
        boolean measured = !expected.source().startsWith("prediction")
                && !expected.source().equals(scenario.path());
        return shows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Earlier(shows, measured ? "measured" : "predicted", expected.source()));
    }
}

package dev.rdplab.verification.real;

import dev.rdplab.lab.result.Codes;
import dev.rdplab.lab.result.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The tables of {@code docs/foreign-programs.md}: what a test measures is what the page says. */
final class ProgramTable {

    private static final Path PAGE = Path.of("..", "docs", "foreign-programs.md");
    private static final int CELLS = 5;

    /**
     * One row.
     *
     * @param security a word of {@code --security}
     * @param right what is seen with the right password
     * @param wrong what is seen with a wrong one
     * @param agrees {@code agree}, or the reason why what is seen is as it is
     */
    record Row(String program, String security, String right, String wrong, String agrees) {
        @Override
        public String toString() {
            return "| " + program + " | " + security + " | " + right + " | " + wrong + " | " + agrees + " |";
        }
    }

    private ProgramTable() {}

    /** The rows of one program, in order; at least one. */
    static List<Row> of(String program) {
        var rows = lines().stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .map(String::strip)
                        .skip(1)
                        .toList())
                .filter(cells -> cells.size() == CELLS && cells.get(0).equals(program))
                .map(cells -> new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4)))
                .toList();
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.agrees.isBlank())) {
            throw new AssertionError(PAGE + " has no row of " + program + ", or one without a word on agreement");
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows as they stand on the page. */
    static String shown(List<Row> rows) {
        return rows.stream().map(Row::toString).collect(Collectors.joining("\n"));
    }

    /** How a probe ended and what it holds for the likeliest cause, as a cell says it. */
    static String cell(Result result) {
        var client = result.client();
        var ending = ending(client.stageWord(), client.ending().word(), client.code());
        var notes = result.remarks().notes();
        return result.causes().isEmpty()
                ? ending + (notes.isEmpty() ? "" : ", " + String.join(", ", notes))
                : ending + ": " + result.causes().get(0).known().id();
    }

    static String ending(String stage, String ending, OptionalLong code) {
        return stage + " " + ending + (code.isPresent() ? " " + Codes.text(code.getAsLong()) : "");
    }
}

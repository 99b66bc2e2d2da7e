package dev.rdplab.lab.run;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.verdict.Predictions;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** How much is said of each client with each confidence: the table of docs/predictions.md. */
final class PredictionCounts {

    private static final List<Confidence> SHOWN = List.of(
            Confidence.DOCUMENTED, Confidence.MEASURED, Confidence.REPORTED, Confidence.INFERRED, Confidence.UNKNOWN);

    private PredictionCounts() {}

    /** @param reports a run of each scenario of the catalogue */
    static String table(List<RunReport> reports) {
        return "\n| client | rules | "
                + SHOWN.stream().map(Confidence::word).collect(Collectors.joining(" | ")) + " |\n|---|---|"
                + "---|".repeat(SHOWN.size()) + "\n"
                + Arrays.stream(Program.values())
                        .map(program -> row(program, reports))
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String row(Program program, List<RunReport> reports) {
        var rules = Predictions.statements().stream()
                .filter(statement -> statement.program() == program)
                .toList();
        ToLongFunction<Confidence> scenarios = confidence -> reports.stream()
                .filter(report -> report.result().predictions().get(program).confidence() == confidence)
                .count();
        return "| " + program + " | " + rules.size() + " | "
                + SHOWN.stream()
                        .map(confidence -> rules.stream()
                                        .filter(rule -> rule.confidence() == confidence)
                                        .count()
                                + " / " + scenarios.applyAsLong(confidence))
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }
}

package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.judging.Judgement;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.result.Remarks;
import dev.rdplab.lab.result.RemarksJson;
import java.util.Arrays;
import java.util.List;

/** Prints what came of one round of {@code judge}: a table, or one JSON object a scenario. */
record JudgedRound(Terminal terminal, OutputOptions output) {

    private static final int LAST_LINES = 2;

    void print(List<Judgement> round) {
        if (output.json) {
            round.forEach(judgement -> OutputOptions.print(terminal, json(judgement)));
            return;
        }
        var paint = output.paint(terminal);
        var table = new Table("scenario", "judgement", "did", "connections", "ms", "why");
        for (Judgement j : round) {
            table.row(
                    j.scenario().path(),
                    j.good() ? paint.good(j.kind().word()) : paint.bad(j.kind().word()),
                    j.outcome().map(o -> o.word()).orElse("-"),
                    j.outcome().map(o -> "" + o.connections()).orElse("-"),
                    j.outcome().map(o -> "" + o.took().toMillis()).orElse("-"),
                    j.explanation());
            if (!j.good()) {
                table.note(String.join(" | ", j.lastLines(LAST_LINES)));
            }
        }
        terminal.out().print(table.render(paint, terminal.outColumns()));
        round.stream()
                .flatMap(judgement -> judgement.remarks().values().stream())
                .flatMap(remarks -> remarks.deviations().stream())
                .distinct()
                .forEach(deviation -> terminal.out().println("deviation: the program's " + deviation));
        var missed = round.stream()
                .filter(judgement -> !judgement.remarks().isEmpty()
                        && !judgement.scenario().faults().isEmpty()
                        && judgement.remarks().values().stream()
                                .flatMap(remarks -> remarks.faults().stream())
                                .noneMatch(FaultOutcome::triggered))
                .map(judgement -> judgement.scenario().path())
                .toList();
        if (!missed.isEmpty()) {
            terminal.out().println("no fault triggered: " + String.join(", ", missed));
        }
        var counts = Arrays.stream(Judgement.Kind.values())
                .map(kind -> round.stream().filter(j -> j.kind() == kind).count() + " " + kind.word())
                .filter(text -> !text.startsWith("0 "))
                .toList();
        terminal.out().println(String.join(", ", counts));
        if (output.verbose) {
            round.stream().filter(j -> !j.good()).forEach(j -> terminal.err()
                    .println(j.scenario().path() + "\n" + j.details()));
        }
    }

    private static ObjectNode json(Judgement judgement) {
        var node = OutputOptions.object()
                .put("scenario", judgement.scenario().path())
                .put("judgement", judgement.kind().word())
                .put("good", judgement.good())
                .put("why", judgement.explanation());
        judgement.outcome().ifPresent(o -> {
            node.put("did", o.word()).put("connections", o.connections());
            o.exit().ifPresentOrElse(exit -> node.put("exit", exit), () -> node.putNull("exit"));
            node.put("session", o.session()).put("ms", o.took().toMillis());
        });
        var server = node.putArray("server");
        for (var report : judgement.server()) {
            var connection = server.addObject()
                    .put("connection", report.number())
                    .put("stage", report.ending().stage().word())
                    .put("ending", report.ending().kind().word())
                    .put("by", report.ending().outcome().by().word());
            RemarksJson.write(judgement.remarks().getOrDefault(report.number(), Remarks.NONE), connection);
        }
        var deviations = judgement.remarks().values().stream()
                .flatMap(remarks -> remarks.deviations().stream())
                .distinct()
                .toList();
        var faults = judgement.remarks().values().stream()
                .flatMap(remarks -> remarks.faults().stream())
                .toList();
        RemarksJson.write(Remarks.NONE.deviations(deviations).faults(faults), node);
        if (!judgement.good()) {
            node.put("details", judgement.details());
        }
        return node;
    }
}

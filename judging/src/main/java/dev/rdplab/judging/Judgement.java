package dev.rdplab.judging;

import dev.rdplab.lab.result.Remarks;
import dev.rdplab.lab.run.TranscriptText;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.transport.ConnectionReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is thought of a program's behaviour in one scenario.
 *
 * @param explanation the differences of a failure, the reason of a known failure, why it was not run; may be empty
 * @param outcome empty when it was not run
 * @param server the connections as the server saw them
 * @param remarks by number of the connection: what the program deviated in, and which faults were triggered
 * @param numbers what an observer says that the program showed; empty where its exit code says it
 */
public record Judgement(
        Scenario scenario,
        Kind kind,
        String explanation,
        Optional<Outcome> outcome,
        List<ConnectionReport> server,
        Map<Integer, Remarks> remarks,
        Optional<String> numbers) {

    public Judgement(
            Scenario scenario,
            Kind kind,
            String explanation,
            Optional<Outcome> outcome,
            List<ConnectionReport> server) {
        this(scenario, kind, explanation, outcome, server, Map.of(), Optional.empty());
    }

    Judgement remarks(Map<Integer, Remarks> known) {
        return new Judgement(scenario, kind, explanation, outcome, server, known, numbers);
    }

    Judgement numbers(Optional<String> shown) {
        return new Judgement(scenario, kind, explanation, outcome, server, remarks, shown);
    }

    /** Kinds of judgement. */
    public enum Kind {
        PASS,
        /** Not as it should be, for a reason that the expectations give. */
        EXPECTED_FAILURE,
        /** The program says that it cannot do this. */
        UNIMPLEMENTED,
        /** The expectations say not to run it, or the scenario cannot be played to another's client. */
        SKIPPED,
        FAIL;

        /** The word used in output, such as {@code expected-failure}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Judgement {
        server = List.copyOf(server);
        remarks = Map.copyOf(remarks);
    }

    /** Whether it needs no attention. */
    public boolean good() {
        return kind != Kind.FAIL;
    }

    /** The last lines with anything in them that the program printed, at most {@code most}. */
    public List<String> lastLines(int most) {
        var lines = outcome.map(Outcome::output)
                .orElse("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** All that is known, for a failure: the server's transcripts and the program's last lines. */
    public String details() {
        var text = new StringBuilder(explanation).append('\n');
        for (var report : server) {
            text.append("connection ").append(report.number()).append('\n').append(TranscriptText.of(report));
        }
        outcome.ifPresent(o -> {
            var lines = o.output().lines().toList();
            lines.stream()
                    .skip(Math.max(0, lines.size() - 60))
                    .forEach(line -> text.append("| ").append(line).append('\n'));
        });
        return text.toString();
    }
}

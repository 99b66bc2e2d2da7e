package dev.rdplab.judging;

import dev.rdplab.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes an {@link ExpectationFile} of what a program did in a round: what is measured, with version and date. Where it did
 * otherwise than was expected, somebody has to write the reason in.
 */
public final class ExpectationRecord {

    /** Stands where a human has to say why. */
    public static final String REASON = "recorded, the reason is still to be written";

    private ExpectationRecord() {}

    /**
     * @param command the line it was started by
     * @param version of the program
     * @throws IOException when the file cannot be written
     */
    public static void write(
            Path file, String name, String command, String version, LocalDate date, List<Judgement> round)
            throws IOException {
        var text = new StringBuilder("# Recorded by `judge --record`. Every `fails` is for a human to explain.\n");
        line(text, "name", name);
        line(text, "version", version);
        line(text, "date", date.toString());
        if (!command.isEmpty()) {
            line(text, "command", command);
        }
        text.append("expect:\n");
        round.forEach(judgement -> entry(text, judgement));
        Files.writeString(file, text);
    }

    private static void entry(StringBuilder text, Judgement judgement) {
        Scenario scenario = judgement.scenario();
        text.append("  - { scenario: ").append(quoted(scenario.path()));
        if (judgement.outcome().isEmpty()) {
            text.append(", skip: ").append(quoted(judgement.explanation())).append(" }\n");
            return;
        }
        var outcome = judgement.outcome().get();
        boolean left = outcome.exit().isPresent() && outcome.exit().getAsInt() != 0;
        if (outcome.session() && !left) {
            text.append(", shows: session");
        } else if (outcome.exit().isPresent()) {
            text.append(", exit: ").append(outcome.exit().getAsInt());
        } else {
            text.append(", shows: waits");
        }
        text.append(", connections: ").append(outcome.connections());
        if (judgement.kind() == Judgement.Kind.EXPECTED_FAILURE) {
            text.append(", fails: ").append(quoted(judgement.explanation()));
        } else if (judgement.kind() == Judgement.Kind.FAIL) {
            text.append(", fails: ").append(quoted(REASON));
        }
        text.append(" }\n");
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(quoted(value)).append('\n');
    }

    private static String quoted(String value) {
        var out = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f) {
                out.append(' ');
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}

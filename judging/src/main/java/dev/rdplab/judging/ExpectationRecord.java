package dev.rdplab.judging;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes an {@link ExpectationFile} of what a program did in a round: what is measured, with version and date. Where it did
 * otherwise than was expected, the user has to add the reason.
 */
public final class ExpectationRecord {

    /** Stands where a human has to say why. */
    public static final String REASON = "recorded, the reason is still to be written";

    private ExpectationRecord() {}

    /**
     * @param command the line it was started by
     * @param program its word in predictions, or the name
     * @param version of the program
     * @throws IOException when the file cannot be written
     */
    public static void write(
            Path file,
            String name,
            Optional<Program> program,
            String command,
            String version,
            LocalDate date,
            List<Judgement> round)
            throws IOException {
        var by = "program: " + quoted(program.map(Program::word).orElse(name)) + ", version: " + quoted(version)
                + ", os: " + quoted(os()) + ", date: " + date;
        var text = new StringBuilder("# Recorded by `judge --record`. Every `fails` is for a human to explain.\n");
        line(text, "name", name);
        program.ifPresent(known -> line(text, "program", known.word()));
        line(text, "version", version);
        line(text, "date", date.toString());
        if (!command.isEmpty()) {
            line(text, "command", command);
        }
        text.append("expect:\n");
        round.forEach(judgement -> entry(text, judgement, by));
        Files.writeString(file, text);
    }

    /** Name and version, nothing of the machine or its user. */
    private static String os() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    private static void entry(StringBuilder text, Judgement judgement, String by) {
        Scenario scenario = judgement.scenario();
        text.append("  - { scenario: ").append(quoted(scenario.path()));
        if (judgement.outcome().isEmpty()) {
            text.append(", skip: ").append(quoted(judgement.explanation())).append(" }\n");
            return;
        }
        var outcome = judgement.outcome().get();
        boolean left = outcome.exit().isPresent() && outcome.exit().getAsInt() != 0;
        if (judgement.numbers().isPresent()) {
            text.append(", shows: any");
        } else if (outcome.session() && !left) {
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
        // A program that never came to the server was not measured against the scenario.
        boolean met = outcome.connections() > 0 || scenario.expect().stage() == Stage.CONNECT;
        boolean silent =
                by.startsWith("program: \"mstsc\"") && judgement.numbers().isEmpty();
        if (met && !silent && judgement.kind() != Judgement.Kind.UNIMPLEMENTED) {
            text.append(", measured: { ").append(by);
            wire(judgement).ifPresent(wire -> text.append(", wire: ").append(wire));
            text.append(", numbers: ")
                    .append(quoted(numbers(judgement, outcome)))
                    .append(" }");
        }
        text.append(" }\n");
    }

    private static String numbers(Judgement judgement, Outcome outcome) {
        boolean left = outcome.exit().isPresent() && outcome.exit().getAsInt() != 0;
        return judgement.numbers().orElseGet(() -> {
            if (outcome.session() && !left) {
                return "session";
            }
            return outcome.exit().isPresent() ? Integer.toString(outcome.exit().getAsInt()) : "waits";
        });
    }

    /** How the server saw the last connection end. */
    private static Optional<String> wire(Judgement judgement) {
        if (judgement.server().isEmpty()) {
            return Optional.empty();
        }
        var ending = judgement.server().get(judgement.server().size() - 1).ending();
        var text = new StringBuilder("{ stage: " + ending.stage().word() + ", ending: "
                + ending.kind().word() + ", by: " + ending.outcome().by().word());
        ending.outcome().code().ifPresent(code -> text.append(", code: 0x")
                .append(Long.toHexString(code).toUpperCase(Locale.ROOT)));
        return Optional.of(text + ", last-sent: " + quoted(ending.lastSent()) + ", last-received: "
                + quoted(ending.lastReceived()) + " }");
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

package dev.rdplab.judging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What a program is expected to do with a scenario. What is empty does not matter.
 *
 * @param how how it ends
 * @param exits allowed exit codes, for {@link How#EXIT}; empty for any but 0
 * @param output a pattern that its output must have somewhere
 * @param reason of a known failure: why it does so though it should not; empty when this is as it should be
 * @param source where the expectation comes from, for people
 */
public record Expected(
        How how,
        List<Integer> exits,
        Optional<Pattern> output,
        OptionalInt connections,
        Optional<String> reason,
        String source) {

    /** How a program ends. */
    public enum How {
        /** By itself. */
        EXIT,
        /** With a session: it still runs at the time limit, or it has left the session with exit code 0. */
        SESSION,
        /** Not by itself, and without a session. */
        WAITS,
        /** It does not matter. */
        ANY
    }

    public Expected {
        exits = List.copyOf(exits);
    }

    /** In what the outcome differs, one phrase each; empty when it does not. */
    public List<String> differences(Outcome outcome) {
        var differences = new ArrayList<String>();
        switch (how) {
            case EXIT -> {
                boolean right = outcome.exit().isPresent()
                        && (exits.isEmpty()
                                ? outcome.exit().getAsInt() != 0
                                : exits.contains(outcome.exit().getAsInt()));
                if (!right) {
                    differences.add(
                            outcome.word() + " instead of exit " + (exits.isEmpty() ? "other than 0" : words()));
                }
            }
            case SESSION -> {
                boolean left = outcome.exit().isPresent() && outcome.exit().getAsInt() != 0;
                if (!outcome.session() || left) {
                    differences.add(outcome.word() + (outcome.session() ? " after" : " without")
                            + " a session, which was expected");
                }
            }
            case WAITS -> {
                if (outcome.exit().isPresent() || outcome.session()) {
                    differences.add(outcome.word() + " instead of still running");
                }
            }
            case ANY -> {}
        }
        if (connections.isPresent() && connections.getAsInt() != outcome.connections()) {
            differences.add(outcome.connections() + " connections instead of " + connections.getAsInt());
        }
        if (output.isPresent() && !output.get().matcher(outcome.output()).find()) {
            differences.add("its output has no " + output.get());
        }
        return differences;
    }

    private String words() {
        return String.join(" or ", exits.stream().map(String::valueOf).toList());
    }
}

package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Occasion;
import java.util.SplittableRandom;

/** A rule on one connection, and what it has counted there. */
final class ArmedRule {

    private final Rule rule;
    private final SplittableRandom draws;
    private int seen;
    private boolean spent;

    ArmedRule(Rule rule, int index, int connection, long seed) {
        this.rule = rule;
        // Each rule draws from its own stream, so that a rule added behind it changes nothing.
        this.draws = new SplittableRandom(new SplittableRandom(seed + 0x9e37_79b9L * connection).nextLong() + index);
    }

    Rule rule() {
        return rule;
    }

    Moment moment() {
        return rule.when();
    }

    /** Whether the rule acts at the beginning of this stage; counts as having acted. */
    boolean begins(Stage stage) {
        boolean meant = moment().on().isEmpty() && moment().stage().orElse(null) == stage;
        return meant && fire();
    }

    /** Whether the rule acts at this message; counts it. */
    boolean strikes(Occasion occasion) {
        if (!moment().names(occasion, rule.fault().onlyOnSent())) {
            return false;
        }
        // Occurrences by name are counted by the endpoint over the whole connection, those of any here.
        seen++;
        int number = moment().on().get().equals(Moment.ANY)
                ? seen
                : occasion.occurrenceOf(moment().on().get());
        return (number == moment().occurrence() || moment().every() && number > moment().occurrence()) && fire();
    }

    private boolean fire() {
        boolean first = !spent;
        spent = true;
        return first || moment().every();
    }

    Strike strike(Role role, Stage stage, boolean raw) {
        return new Strike(moment().when(), role, stage, raw, draws);
    }

    /** Marks a wire rule as having acted. */
    void spend() {
        spent = true;
    }

    boolean spent() {
        return spent;
    }
}

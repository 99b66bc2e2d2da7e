package dev.rdplab.cli;

import dev.rdplab.lab.evidence.EndingSentence;
import dev.rdplab.lab.result.Codes;
import dev.rdplab.lab.result.Side;
import java.util.Locale;

/** Endings and times in words for people. */
final class EndingText {

    private EndingText() {}

    /** Such as {@code credssp-error 0xC000006D}. */
    static String of(Side side) {
        return side.code().isPresent() && !side.completed() // its code is that of a usual goodbye
                ? side.ending().word() + " " + Codes.text(side.code().getAsLong())
                : side.ending().word();
    }

    /** One sentence that says what happened, without the stage. */
    static String sentence(Side side) {
        return EndingSentence.of(side);
    }

    /** Such as {@code closed-rst in tls}. */
    static String where(Side side) {
        if (EndingSentence.isNameless(side)) {
            return "no address for the name";
        }
        return side.completed() ? "gets to " + side.stageWord() : of(side) + " in " + side.stageWord();
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%.0f", millis);
    }
}

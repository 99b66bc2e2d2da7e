package dev.rdplab.cli;

import dev.rdplab.lab.result.Codes;
import dev.rdplab.lab.result.Side;
import java.util.Locale;

/** Endings and times in words for people. */
final class EndingText {

    private EndingText() {}

    /** Such as {@code credssp-error 0xC000006D}. */
    static String of(Side side) {
        return side.code().isPresent()
                ? side.ending().word() + " " + Codes.text(side.code().getAsLong())
                : side.ending().word();
    }

    /** Such as {@code closed-rst in tls}. */
    static String where(Side side) {
        return side.completed() ? "gets to " + side.stage() : of(side) + " in " + side.stage();
    }

    static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%.0f", millis);
    }
}

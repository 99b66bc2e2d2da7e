package dev.rdplab.lab.codes;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * What the details box of mstsc shows: {@code 0x904/0x7}.
 *
 * @param reason "Error code"
 * @param extended "Extended error code"; empty when it is not known
 */
public record CodePair(long reason, OptionalLong extended) {

    public static CodePair of(long reason, long extended) {
        return new CodePair(reason, OptionalLong.of(extended));
    }

    public static CodePair of(long reason) {
        return new CodePair(reason, OptionalLong.empty());
    }

    /** Reads {@code 0x904/0x7} or {@code 0x204}. @throws NumberFormatException when it is neither */
    public static CodePair parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? of(Numbers.parse(text))
                : of(Numbers.parse(text.substring(0, slash)), Numbers.parse(text.substring(slash + 1)));
    }

    /** By hand, as {@link dev.rdplab.lab.verdict.KnownCause.Seen}'s. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CodePair pair && reason == pair.reason && extended.equals(pair.extended);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(reason);
    }

    @Override
    public String toString() {
        return hex(reason) + (extended.isPresent() ? "/" + hex(extended.getAsLong()) : "");
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number).toUpperCase(Locale.ROOT);
    }
}

package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import java.util.Locale;

/** How a request went: Result, T.125 section 7 part 1. Four bits in PER. */
public enum McsResult {
    SUCCESSFUL,
    DOMAIN_MERGING,
    DOMAIN_NOT_HIERARCHICAL,
    NO_SUCH_CHANNEL,
    NO_SUCH_DOMAIN,
    NO_SUCH_USER,
    NOT_ADMITTED,
    OTHER_USER_ID,
    PARAMETERS_UNACCEPTABLE,
    TOKEN_NOT_AVAILABLE,
    TOKEN_NOT_POSSESSED,
    TOO_MANY_CHANNELS,
    TOO_MANY_TOKENS,
    TOO_MANY_USERS,
    UNSPECIFIED_FAILURE,
    USER_REJECTED;

    private static final McsResult[] ALL = values();

    private final String word = "rt-" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The number on the wire, 0 to 15. */
    public int value() {
        return ordinal();
    }

    /** The result with this {@link #value}, 0 to 15. */
    public static McsResult of(long value) {
        return ALL[Math.toIntExact(value)];
    }

    /** T.125's word, such as {@code rt-unspecified-failure}. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }

    static McsResult of(int value, WireReader in) {
        if (value >= ALL.length) {
            throw in.violation("result", Problem.UNKNOWN_VALUE, value);
        }
        return ALL[value];
    }
}

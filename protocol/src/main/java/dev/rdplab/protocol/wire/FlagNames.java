package dev.rdplab.protocol.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/** Turns a field of bits into words, such as {@code SSL|HYBRID}; unknown bits stay visible as a number. */
public final class FlagNames {

    private final Map<Long, String> names;
    private final String none;

    private FlagNames(String none, Map<Long, String> names) {
        this.none = none;
        this.names = names;
    }

    /** @param none the word for a field without any bit */
    public static FlagNames whenZero(String none) {
        return new FlagNames(none, Map.of());
    }

    public FlagNames with(long bit, String name) {
        var more = new LinkedHashMap<>(names);
        more.put(bit, name);
        return new FlagNames(none, more);
    }

    public String describe(long value) {
        if (value == 0) {
            return none;
        }
        var text = new StringBuilder();
        long left = value;
        for (var entry : names.entrySet()) {
            if ((left & entry.getKey()) == entry.getKey()) {
                text.append(text.isEmpty() ? "" : "|").append(entry.getValue());
                left &= ~entry.getKey();
            }
        }
        if (left != 0) {
            text.append(text.isEmpty() ? "" : "|").append("0x").append(Long.toHexString(left));
        }
        return text.toString();
    }
}

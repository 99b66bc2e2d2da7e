package dev.rdplab.protocol.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of the parts of a field, such as {@code negoTokens.length}. They are constants of this program, few, and needed with
 * every element read or written, so each is put together once.
 */
public final class PartNames {

    private static final Map<String, Map<String, String>> BY_PART = new ConcurrentHashMap<>();

    private PartNames() {}

    /** {@code field} followed by {@code part}; both must be constants, for what was joined is never forgotten. */
    public static String join(String field, String part) {
        var names = BY_PART.get(part);
        if (names == null) {
            names = BY_PART.computeIfAbsent(part, p -> new ConcurrentHashMap<>());
        }
        String name = names.get(field);
        return name != null ? name : names.computeIfAbsent(field, f -> f + part);
    }
}

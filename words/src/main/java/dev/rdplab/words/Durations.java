package dev.rdplab.words;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Durations as they are written everywhere: a decimal number with its unit, {@code ns}, {@code us}, {@code ms}, {@code s},
 * {@code m} or {@code min}, or {@code h}; at most 24 h.
 */
public final class Durations {

    /** The longest duration that can be written. */
    public static final Duration MAX = Duration.ofHours(24);

    /** What can be written, for messages. */
    public static final String ALLOWED = "a number with ns, us, ms, s, m, min or h, such as 250ms, 3s or 2min";

    /** What can be written, as a regular expression. */
    public static final String PATTERN = "^\\+?[0-9]+(\\.[0-9]+)?\\s*(ns|us|µs|ms|s|m|min|h)$";

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "min", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private static final Map<String, Long> PRINTED = printed();

    private Durations() {}

    /** Reads a duration that is not below zero. @throws BadValueException saying what is wrong, without a place */
    public static Duration parse(String text) {
        var duration = parseSigned(text);
        if (duration.isNegative()) {
            throw Quantity.bad(text, "is below zero", ALLOWED);
        }
        return duration;
    }

    /** The same, below zero too: {@code -3s}. */
    public static Duration parseSigned(String text) {
        var quantity = Quantity.of(text).orElseThrow(() -> Quantity.bad(text, "is not a duration", ALLOWED));
        Long unit = NANOS.get(quantity.unit());
        if (unit == null) {
            String what = quantity.unit().isEmpty() ? "has no unit" : "has the unknown unit " + quantity.unit();
            throw Quantity.bad(text, what, ALLOWED);
        }
        var nanos = quantity.number().multiply(BigDecimal.valueOf(unit)).stripTrailingZeros();
        if (nanos.abs().compareTo(BigDecimal.valueOf(MAX.toNanos())) > 0) {
            throw Quantity.bad(text, "is too long", "at most 24h");
        }
        if (nanos.scale() > 0) {
            throw Quantity.bad(text, "is finer than a nanosecond", "whole nanoseconds");
        }
        return Duration.ofNanos(nanos.longValueExact());
    }

    /** The shortest exact text that {@link #parseSigned} reads as this duration: {@code 90s}, {@code 2min}, {@code 0s}. */
    public static String text(Duration duration) {
        long nanos = duration.toNanos();
        for (var unit : PRINTED.entrySet()) {
            if (nanos % unit.getValue() == 0 && nanos != 0) {
                return nanos / unit.getValue() + unit.getKey();
            }
        }
        return "0s";
    }

    private static Map<String, Long> printed() {
        var units = new LinkedHashMap<String, Long>();
        for (String unit : new String[] {"h", "min", "s", "ms", "us", "ns"}) {
            units.put(unit, NANOS.get(unit));
        }
        return units;
    }
}

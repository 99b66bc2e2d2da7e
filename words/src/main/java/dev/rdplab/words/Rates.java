package dev.rdplab.words;

import java.math.BigDecimal;
import java.util.Map;

/** Bit rates: a number with {@code bit}, {@code kbit}, {@code Mbit} or {@code Gbit}, a second each (powers of 1000). */
public final class Rates {

    /** What can be written, for messages. */
    public static final String ALLOWED = "500kbit, 10Mbit or 1Gbit";

    /** What can be written, as a regular expression. */
    public static final String PATTERN = "^\\+?[0-9]+(\\.[0-9]+)?\\s*[kMG]?bit$";

    private static final Map<String, Integer> ZEROS = Map.of("bit", 0, "kbit", 3, "Mbit", 6, "Gbit", 9);
    private static final long MOST = 100_000_000_000L;

    private Rates() {}

    /** Bits a second, at least 1. @throws BadValueException saying what is wrong, without a place */
    public static long parse(String text) {
        var quantity = Quantity.of(text).orElseThrow(() -> Quantity.bad(text, "is not a bandwidth", ALLOWED));
        Integer zeros = ZEROS.get(quantity.unit());
        if (zeros == null) {
            String what = quantity.unit().isEmpty() ? "has no unit" : "has the unknown unit " + quantity.unit();
            throw Quantity.bad(text, what, ALLOWED);
        }
        var rate = quantity.number().scaleByPowerOfTen(zeros);
        if (rate.compareTo(BigDecimal.ONE) < 0 || rate.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            throw Quantity.bad(text, "is out of bounds", "1bit to 100Gbit");
        }
        return rate.longValue();
    }
}

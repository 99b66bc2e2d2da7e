package dev.rdplab.words;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** A decimal number and its unit as written: {@code 250ms}, {@code 1.5 kB}, {@code -3s}. */
record Quantity(BigDecimal number, String unit) {

    /** Longer texts are no amounts of anything. */
    private static final int MAX_LENGTH = 40;

    private static final Pattern FORM = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Zµ%/]*)");

    /** Empty for a text of another form. */
    static Optional<Quantity> of(String text) {
        var matcher = FORM.matcher(text.strip());
        return text.length() <= MAX_LENGTH && matcher.matches()
                ? Optional.of(new Quantity(new BigDecimal(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** A text in quotes for a message, cut where it is long, without control characters. */
    static String quoted(String text) {
        return "'" + clean(text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
    }

    /** A text that keeps to its line and controls no terminal. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }

    static BadValueException bad(String text, String what, String allowed) {
        return new BadValueException(Place.NONE, quoted(text) + " " + what, allowed);
    }
}

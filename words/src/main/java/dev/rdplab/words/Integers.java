package dev.rdplab.words;

import java.util.regex.Pattern;

/** Whole numbers: decimal, or hexadecimal with {@code 0x}; with a sign if wanted. */
public final class Integers {

    private static final Pattern FORM = Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F]{1,80})|([0-9]{1,80}))");

    private Integers() {}

    /** Reads a number of least to most. @throws BadValueException saying what is wrong, without a place */
    public static long parse(String text, long least, long most) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw Quantity.bad(text, "is not a whole number", bounds(least, most));
        }
        try {
            long number = matcher.group(2) != null
                    ? Long.parseLong(matcher.group(1) + matcher.group(2), 16)
                    : Long.parseLong(matcher.group(1) + matcher.group(3));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // longer than a long: said below
        }
        throw Quantity.bad(text, "is out of bounds", bounds(least, most));
    }

    /** Such as {@code 0 to 255}; bounds of the type alone are left out. */
    public static String bounds(long least, long most) {
        if (least == Long.MIN_VALUE && most == Long.MAX_VALUE) {
            return "a number such as 7 or 0x1F";
        }
        return most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
    }
}

package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as it stands in a text.
 *
 * @param text as it was written
 * @param number unsigned, at most 32 bits
 * @param asHex the same digits read as hexadecimal, for a decimal one; empty when they were hexadecimal anyway
 * @param start index of its first character
 * @param end index behind its last character
 */
record PastedCode(String text, long number, OptionalLong asHex, int start, int end) {

    /** Not behind the colon of a time or of an address. */
    private static final String NO_ADDRESS = "(?<!(?<![0-9A-Za-z])[0-9A-Fa-f]{1,4}:)";

    /** Hexadecimal with 0x, &H, trailing h; eight digits without any mark; decimal with or without a sign. */
    private static final Pattern NUMBER = Pattern.compile(
            "(?<hex>(?:(?<![\\w])|(?<=[cC]ode|[eE]rror|ERROR))(?:0[xX]|&[hH])[0-9a-fA-F]{1,16}(?![\\w]))"
                    + "|(?<h>(?<![\\w.:])[0-9][0-9a-fA-F]{0,8}[hH](?!\\w))"
                    + "|(?<bare>(?<![\\w.-])" + NO_ADDRESS
                    + "(?=[0-9a-fA-F]*[a-fA-F])(?=[0-9a-fA-F]*[0-9])[0-9a-fA-F]{8}(?![\\w-]))"
                    + "|(?<mixed>(?<![\\w.:-])[0-9][0-9a-fA-F]{0,6}[a-fA-F][0-9a-fA-F]{0,6}(?![\\w-]))"
                    + "|(?<dec>(?<![\\w.])" + NO_ADDRESS
                    + "(?<![0-9A-Za-z]-)[-\u2212\u2013]?[0-9]{1,10}(?![\\w])(?![.:-][0-9]))");

    private static final int DIGITS = 8;

    /** -256 as an unsigned number. */
    private static final long NEGATIVE_EXITS = 0xFFFF_FF00L;

    /** All numbers of a text, in its order. */
    static List<PastedCode> in(String text) {
        var numbers = new ArrayList<PastedCode>();
        var matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            at(matcher).ifPresent(numbers::add);
        }
        return numbers;
    }

    /** The number at the matcher's place. Empty when it has more than 32 bits. */
    private static Optional<PastedCode> at(Matcher found) {
        String text = found.group();
        try {
            if (found.group("hex") != null) {
                return code(found, OptionalLong.of(hex(text.substring(2))));
            }
            if (found.group("h") != null) {
                return code(found, OptionalLong.of(hex(text.substring(0, text.length() - 1))));
            }
            if (found.group("bare") != null || found.group("mixed") != null) {
                return code(found, OptionalLong.of(hex(text)));
            }
            String digits = text.replace('\u2212', '-').replace('\u2013', '-');
            var decimal = OptionalLong.of(Numbers.parse(digits));
            var again = digits.startsWith("-") || digits.length() > DIGITS
                    ? OptionalLong.empty()
                    : OptionalLong.of(hex(digits));
            return Optional.of(new PastedCode(text, decimal.getAsLong(), again, found.start(), found.end()));
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** A negative exit code as the shell shows it: its low eight bits. */
    PastedCode asExit() {
        return number < NEGATIVE_EXITS ? this : new PastedCode(text, number & 0xFF, OptionalLong.empty(), start, end);
    }

    /** The same number with what repeats it. */
    PastedCode until(int further) {
        return new PastedCode(text, number, asHex, start, further);
    }

    boolean decimal() {
        return asHex.isPresent()
                || "-\u2212\u2013".indexOf(text.charAt(0)) >= 0
                || text.chars().allMatch(Character::isDigit); // too long for eight digits
    }

    private static Optional<PastedCode> code(Matcher found, OptionalLong number) {
        return Optional.of(
                new PastedCode(found.group(), number.getAsLong(), OptionalLong.empty(), found.start(), found.end()));
    }

    /** At most eight digits; more when they are zeros or the sign of a negative 64-bit number. */
    private static long hex(String digits) {
        String some = digits.replaceFirst("^0+(?=.)", "").replaceFirst("^[fF]{8}(?=[0-9a-fA-F]{8}$)", "");
        if (some.length() > DIGITS) {
            throw new NumberFormatException(digits);
        }
        return Long.parseLong(some, 16);
    }
}

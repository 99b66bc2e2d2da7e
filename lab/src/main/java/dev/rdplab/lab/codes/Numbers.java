package dev.rdplab.lab.codes;

import java.util.regex.Pattern;

/** Numbers as people copy them out of dialogs and logs. */
public final class Numbers {

    private static final Pattern HEX = Pattern.compile("(0[xX])[0-9a-fA-F]{1,8}");
    private static final Pattern BARE_HEX =
            Pattern.compile("(?=[0-9a-fA-F]*[a-fA-F])[0-9][0-9a-fA-F]{1,7}|[a-fA-F][0-9a-fA-F]{7}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,10}");

    private Numbers() {}

    /**
     * Reads {@code 0x904}, {@code 2308}, {@code C000006D} or the signed {@code -1073741715}.
     *
     * @return 0 to 0xFFFFFFFF
     * @throws NumberFormatException for anything else
     */
    public static long parse(String text) {
        String trimmed = text.strip();
        if (HEX.matcher(trimmed).matches()) {
            return Long.parseLong(trimmed.substring(2), 16);
        }
        if (DECIMAL.matcher(trimmed).matches()) {
            long number = Long.parseLong(trimmed);
            if (number >= Integer.MIN_VALUE && number <= 0xFFFF_FFFFL) {
                return number & 0xFFFF_FFFFL;
            }
        }
        if (BARE_HEX.matcher(trimmed).matches()) {
            return Long.parseLong(trimmed, 16);
        }
        throw new NumberFormatException("'" + trimmed + "' is not a number of at most 32 bits, such as 0x904 or 2308");
    }

    /** Whether {@link #parse} would read the text. */
    public static boolean isNumber(String text) {
        try {
            parse(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}

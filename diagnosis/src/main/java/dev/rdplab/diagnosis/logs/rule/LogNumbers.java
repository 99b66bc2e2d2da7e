package dev.rdplab.diagnosis.logs.rule;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as logs write them: decimal, {@code 0x} hexadecimal, or negative for a status with its upper bit set. */
public final class LogNumbers {

    private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]{1,8}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,10}");

    private LogNumbers() {}

    /** The number as 32 bits without a sign; empty when the text is something else. */
    public static OptionalLong parse(String text) {
        String number = text.strip();
        if (HEX.matcher(number).matches()) {
            return OptionalLong.of(Long.parseLong(number.substring(2), 16));
        }
        return DECIMAL.matcher(number).matches()
                ? OptionalLong.of(Long.parseLong(number) & 0xFFFF_FFFFL)
                : OptionalLong.empty();
    }
}

package dev.rdplab.lab.result;

import java.util.Locale;

/** How a code of any space is written: small ones as decimal numbers, large ones in hexadecimal. */
public final class Codes {

    private static final long SMALL = 0x100;

    private Codes() {}

    static boolean small(long code) {
        return code < SMALL;
    }

    public static String text(long code) {
        return small(code) ? Long.toString(code) : "0x" + Long.toHexString(code).toUpperCase(Locale.ROOT);
    }
}

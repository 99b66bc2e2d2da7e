package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Declarations of the keys of faults, moments and toxics. */
public final class Parameters {

    private static final int MAX_TEXT = 200;
    private static final Form<String> TEXT = Forms.text(
            "text",
            Pattern.compile("[^\\p{Cntrl}]+"),
            MAX_TEXT,
            "a text of 1 to " + MAX_TEXT + " characters",
            "RDP_NEG_RSP.flags");

    private Parameters() {}

    /** A whole number, decimal or with {@code 0x}. */
    public static Key<Long> integer(String name, long least, long most, String meaning) {
        return Key.of(name, Forms.whole(least, most), meaning);
    }

    public static Key<Duration> duration(String name, String meaning) {
        return Key.of(name, Forms.DURATION, meaning);
    }

    /** Hexadecimal digits, at least one byte. */
    public static Key<Bytes> bytes(String name, int most, String meaning) {
        return Key.of(name, Forms.hex(1, most).as(Bytes::wrap), meaning);
    }

    public static Key<String> text(String name, String meaning) {
        return Key.of(name, TEXT, meaning);
    }

    /** One of some words. */
    public static Key<String> oneOf(String name, List<String> allowed, String meaning) {
        return Key.of(name, Forms.words("", allowed, word -> word), meaning);
    }
}

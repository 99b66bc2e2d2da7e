package dev.rdplab.judging;

import dev.rdplab.lab.Program;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client showed, as people write it down: {@code 0x904/0x7}, {@code 2308, 7}, {@code exit 131}, {@code session}. */
final class ShownNumbers {

    private static final List<String> WORDS = List.of("session", "waits", "loops", "retries");
    private static final String NUMBER = "(0[xX][0-9A-Fa-f]{1,8}|[0-9]{1,10})";
    private static final Pattern PAIR = Pattern.compile(NUMBER + "(?:\\s*[/,]\\s*" + NUMBER + ")?");
    private static final Pattern DIALOG = Pattern.compile("dialog " + NUMBER);
    private static final Pattern EXIT = Pattern.compile("(?:exit )?([0-9]{1,3})");

    private ShownNumbers() {}

    /** Returns it as predictions write it; empty when a program cannot show that. */
    static Optional<String> read(Program program, String text) {
        if (WORDS.contains(text)) {
            return Optional.of(text);
        }
        if (!program.showsPair()) {
            var exit = EXIT.matcher(text);
            return exit.matches() && Integer.parseInt(exit.group(1)) <= 255
                    ? Optional.of(Integer.toString(Integer.parseInt(exit.group(1))))
                    : Optional.empty();
        }
        var dialog = DIALOG.matcher(text);
        if (dialog.matches()) {
            return number(dialog.group(1)).map(value -> String.format(Locale.ROOT, "dialog 0x%08X", value));
        }
        var pair = PAIR.matcher(text);
        if (!pair.matches()) {
            return Optional.empty();
        }
        var first = number(pair.group(1)).map(ShownNumbers::hex);
        return pair.group(2) == null
                ? first
                : first.flatMap(one -> number(pair.group(2)).map(two -> one + "/" + hex(two)));
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value).toUpperCase(Locale.ROOT);
    }

    private static Optional<Long> number(String text) {
        long value = Long.decode(text.matches("0[0-9]+") ? text.replaceFirst("^0+", "") : text);
        return value <= 0xFFFF_FFFFL ? Optional.of(value) : Optional.empty();
    }
}

package dev.rdplab.lab.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A number that is written twice, once in each notation: {@code 0x904 (2308)}, {@code 2308 = 0x904}. */
final class Repeats {

    private static final Pattern SAME = Pattern.compile("\\s?(?:[(\\[=]|=>|->)\\s?");
    private static final Pattern CLOSED = Pattern.compile("\\s?[)\\]]");

    private Repeats() {}

    /** The same numbers with one in place of two that are equal and stand for each other. */
    static List<PastedCode> merged(String text, List<PastedCode> numbers) {
        var merged = new ArrayList<PastedCode>();
        for (PastedCode number : numbers) {
            var before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null
                    && before.number() == number.number()
                    && SAME.matcher(text.substring(before.end(), number.start()))
                            .matches()) {
                merged.set(merged.size() - 1, before.until(end(text, number.end())));
            } else {
                merged.add(number);
            }
        }
        return merged;
    }

    private static int end(String text, int end) {
        var closed = CLOSED.matcher(text).region(end, text.length());
        return closed.lookingAt() ? closed.end() : end;
    }
}

package dev.rdplab.faststart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Strings put together of values of every type; this project's compiler does so without a factory, so a test asks for one. */
final class Concatenations implements Supplier<List<Object>> {

    private final List<Object> seen = new ArrayList<>();

    @Override
    public List<Object> get() {
        all(true, (byte) -1, 'c', (short) -2, 3, 4L, 1.5f, -0.0, null, List.of(1));
        all(false, (byte) 1, '\u0001', (short) 2, -3, -4L, Float.NaN, 1e10, "\u0002", null);
        return seen;
    }

    private void all(
            boolean truth,
            byte eight,
            char letter,
            short sixteen,
            int integer,
            long wide,
            float single,
            double twofold,
            String text,
            Object object) {
        seen.add("a" + truth + "b" + eight + letter + sixteen + integer + wide + ' ' + single + twofold + text + object
                + '.');
        seen.add(text + object);
        seen.add("\u0001" + letter + "\u0002");
        String sum = "sum ";
        sum += wide;
        sum += integer + wide;
        seen.add(sum);
        seen.add(Shared.of(letter));
    }

    private interface Shared {
        static String of(char letter) {
            return "shared " + letter;
        }
    }
}

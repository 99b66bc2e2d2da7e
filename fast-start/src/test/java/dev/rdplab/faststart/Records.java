package dev.rdplab.faststart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Records with components of every type; what their methods return is compared before and after. */
final class Records implements Supplier<List<Object>> {

    @Override
    public List<Object> get() {
        var one = new All(true, (byte) -1, 'c', (short) 2, 3, 4L, 1.5f, 2.5, "text", null);
        var all = List.of(
                one,
                new All(true, (byte) -1, 'c', (short) 2, 3, 4L, 1.5f, 2.5, "text", null),
                new All(false, (byte) -1, 'c', (short) 2, 3, 4L, 1.5f, 2.5, "text", null),
                new All(true, (byte) 1, 'c', (short) 2, 3, 4L, 1.5f, 2.5, "text", null),
                new All(true, (byte) -1, 'd', (short) 2, 3, 4L, 1.5f, 2.5, "text", null),
                new All(true, (byte) -1, 'c', (short) 0, 3, 4L, 1.5f, 2.5, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 0, 4L, 1.5f, 2.5, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 3, 0L, 1.5f, 2.5, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 3, 4L, Float.NaN, 2.5, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 3, 4L, 1.5f, Double.NaN, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 3, 4L, -0f, -0.0, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 3, 4L, 0f, 0.0, "text", null),
                new All(true, (byte) -1, 'c', (short) 2, 3, 4L, 1.5f, 2.5, null, null),
                new Pair<>(one, List.of(1)),
                new Pair<>(one, "other"),
                new None(),
                "no record");
        var seen = new ArrayList<Object>();
        for (Object each : all) {
            seen.add(each.toString());
            seen.add(each.hashCode());
            all.forEach(other -> seen.add(each.equals(other)));
            seen.add(each.equals(null));
        }
        return seen;
    }

    private record All(
            boolean truth,
            byte eight,
            char letter,
            short sixteen,
            int integer,
            long wide,
            float single,
            double twofold,
            String text,
            int[] none) {}

    private record Pair<A, B>(A one, B other) {}

    private record None() {}
}

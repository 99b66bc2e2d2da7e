package dev.rdplab.experiments.compare;

import dev.rdplab.experiments.sweep.Share;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one measure of a cell changes.
 *
 * @param before a share from 0 to 1, or milliseconds; empty with too few trials for the percentile
 * @param interval what the change may be, at the comparison's level; empty where the trials cannot bound it
 */
public record Growth(Measure measure, OptionalDouble before, OptionalDouble after, Optional<Share.Interval> interval) {

    /** Whether chance is out of the question. */
    public boolean differs() {
        return interval.filter(i -> i.low() > 0 || i.high() < 0).isPresent();
    }

    public boolean isBetter() {
        return differs() && measure.isBetter(interval.get().low());
    }

    public boolean isWorse() {
        return differs() && !measure.isBetter(interval.get().low());
    }

    /** {@code 97.5 % -> 61.0 %}, or {@code too few}. */
    public String text() {
        return before.isEmpty() || after.isEmpty()
                ? "too few"
                : measure.text(before.getAsDouble()) + " -> " + measure.text(after.getAsDouble());
    }

    Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("a", before.isPresent() ? (Object) before.getAsDouble() : "too few");
        map.put("b", after.isPresent() ? (Object) after.getAsDouble() : "too few");
        interval.ifPresent(i -> {
            map.put("low", i.low());
            map.put("high", i.high());
        });
        map.put("differs", differs());
        return map;
    }
}

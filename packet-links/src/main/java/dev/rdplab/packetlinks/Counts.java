package dev.rdplab.packetlinks;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLongArray;

/** How often each {@link Cause} happened in one direction, at one moment. */
public record Counts(Map<Cause, Long> values) {

    public Counts {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    public long of(Cause cause) {
        return values.getOrDefault(cause, 0L);
    }

    /** All packets that did not arrive, whatever the cause. */
    public long dropped() {
        return values.entrySet().stream()
                .filter(e -> e.getKey().isDrop())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Causes that happened, by their words, for a result. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        values.forEach((cause, n) -> {
            if (n != 0) {
                map.put(cause.word(), n);
            }
        });
        return map;
    }

    @Override
    public String toString() {
        var joiner = new StringJoiner(", ", "[", "]");
        asMap().forEach((word, n) -> joiner.add(word + " " + n));
        return joiner.toString();
    }

    /** The counters themselves. One thread counts, any thread reads. */
    static final class Live {
        private final AtomicLongArray counters = new AtomicLongArray(Cause.values().length);

        void count(Cause cause) {
            int i = cause.ordinal();
            counters.lazySet(i, counters.getPlain(i) + 1);
        }

        Counts snapshot() {
            var map = new EnumMap<Cause, Long>(Cause.class);
            for (Cause cause : Cause.values()) {
                map.put(cause, counters.get(cause.ordinal()));
            }
            return new Counts(map);
        }
    }
}

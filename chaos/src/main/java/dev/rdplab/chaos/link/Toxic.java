package dev.rdplab.chaos.link;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One thing that is wrong with a link.
 *
 * @param name unique within the link
 * @param toxicity the share of connections on which it acts, 0 to 1
 * @param attributes Toxiproxy's attributes in Toxiproxy's units
 */
public record Toxic(String name, ToxicKind kind, Direction direction, double toxicity, Map<String, Long> attributes) {

    public Toxic {
        if (!(toxicity >= 0 && toxicity <= 1)) {
            throw new IllegalArgumentException("toxicity " + toxicity + ", 0 to 1 allowed");
        }
        attributes = Map.copyOf(new TreeMap<>(attributes));
    }

    /** A toxic on every connection. @param attributes name and value in turn */
    public static Toxic of(ToxicKind kind, Direction direction, Object... attributes) {
        var map = new LinkedHashMap<String, Long>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put((String) attributes[i], ((Number) attributes[i + 1]).longValue());
        }
        return new Toxic(kind.word() + "_" + direction.word(), kind, direction, 1, map);
    }

    public Toxic toxicity(double share) {
        return new Toxic(name, kind, direction, share, attributes);
    }

    /**
     * The toxic as it is on one connection: chance is resolved, so that a server whose own draws cannot be repeated has none
     * left to make. Jitter becomes part of the latency, and toxicity 0 or 1.
     *
     * @param connection number of the connection within the run, from 1
     */
    Toxic fixed(long seed, int connection) {
        // Drawn by name: a toxic added to the link changes nothing for the others.
        var draws = new SplittableRandom(
                new SplittableRandom(seed + 0x9e37_79b9L * connection).nextLong() ^ name.hashCode());
        boolean acts = draws.nextDouble() < toxicity;
        var fixed = new LinkedHashMap<>(attributes);
        long jitter = fixed.getOrDefault("jitter", 0L);
        if (jitter > 0) {
            long latency = fixed.get("latency") + draws.nextLong(-jitter, jitter + 1);
            fixed.put("latency", Math.max(0, latency));
            fixed.put("jitter", 0L);
        }
        return new Toxic(name, kind, direction, acts ? 1 : 0, fixed);
    }
}

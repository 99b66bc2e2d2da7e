package dev.rdplab.lab.result;

import java.util.HashMap;
import java.util.Map;

/**
 * What lay between the ends.
 *
 * @param backend {@code direct}, {@code embedded}, {@code toxiproxy}, or for a probe {@code network}
 * @param layer {@code none}, {@code stream}, {@code modelled}, or for a probe
 *     {@code real}
 * @param settings for people and for a repetition; numbers, texts and truths, lists and maps of them
 */
public record LinkUsed(String backend, String layer, Map<String, Object> settings) {

    public static final LinkUsed DIRECT = new LinkUsed("direct", "none", Map.of());

    /** A network that is not the lab's. */
    public static final LinkUsed NETWORK = new LinkUsed("network", "real", Map.of());

    private static final String TIME = "time";
    private static final String VIRTUAL = "virtual";

    public LinkUsed {
        settings = Map.copyOf(settings);
    }

    /** The same without sockets: all of the network is modelled, and its time is virtual. */
    public LinkUsed inVirtualTime() {
        var more = new HashMap<>(settings);
        more.put(TIME, VIRTUAL);
        return new LinkUsed(backend, "modelled", more);
    }

    public boolean virtualTime() {
        return VIRTUAL.equals(settings.get(TIME));
    }
}

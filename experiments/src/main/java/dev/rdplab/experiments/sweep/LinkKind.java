package dev.rdplab.experiments.sweep;

import dev.rdplab.lab.result.LinkUsed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What made the links of some cells and what was pinned in them: all that a grid does not say already.
 *
 * @param pinned the kernels' settings as they gave them back, the tunnel's program, what was done to offloads
 */
public record LinkKind(String backend, String layer, Map<String, Object> pinned) {

    private static final List<String> KEPT = List.of("kernelA", "kernelB", "offloads", "tunnel", "model");

    public LinkKind {
        pinned = Map.copyOf(pinned);
    }

    static LinkKind of(LinkUsed link) {
        var pinned = new TreeMap<>(link.settings());
        pinned.keySet().retainAll(KEPT);
        return new LinkKind(link.backend(), link.layer(), pinned);
    }

    Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("backend", backend);
        map.put("layer", layer);
        map.put("pinned", new TreeMap<>(pinned));
        return map;
    }

    /** One line for people. */
    String line() {
        return backend + " (" + layer + ")"
                + pinned.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining("; ", pinned.isEmpty() ? "" : ": ", ""));
    }
}

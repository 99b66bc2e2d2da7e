package dev.rdplab.experiments.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One combination of values. @param settings by the words of {@link Setting}, in the order of the grid */
public record Cell(Map<String, String> settings) {

    public Cell {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The same for the same settings, whatever their order: {@code loss=2%,rtt=100ms}. */
    public String id() {
        return settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }

    /** The same cell with one setting left out: cells that agree in the rest can be compared. */
    Cell without(String setting) {
        var rest = new LinkedHashMap<>(settings);
        rest.remove(setting);
        return new Cell(rest);
    }
}

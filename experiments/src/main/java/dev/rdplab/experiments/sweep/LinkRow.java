package dev.rdplab.experiments.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.lab.result.LinkUsed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The link that some trials of a cell had, with all that was set: one line of {@code links.jsonl}.
 *
 * @param cell its {@link Cell#id}
 */
record LinkRow(String cell, long seed, LinkUsed link) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    String json() {
        var line = new LinkedHashMap<String, Object>();
        line.put("cell", cell);
        line.put("seed", seed);
        line.put("backend", link.backend());
        line.put("layer", link.layer());
        line.put("settings", new TreeMap<>(link.settings()));
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a link of plain values cannot be written", e);
        }
    }

    /** Empty for a line that a kill has cut short. */
    static Optional<LinkRow> parse(String line) {
        try {
            var node = JSON.readTree(line);
            if (!node.hasNonNull("cell") || !node.path("settings").isObject()) {
                return Optional.empty();
            }
            return Optional.of(new LinkRow(
                    node.get("cell").asText(),
                    node.path("seed").asLong(),
                    new LinkUsed(
                            node.path("backend").asText(),
                            node.path("layer").asText(),
                            JSON.convertValue(node.get("settings"), MAP))));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

package dev.rdplab.lab.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.protocol.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A trial and where it belongs: one line of the results.
 *
 * @param number from 0, within the cell and seed
 * @param backend what made the link, and {@code layer} what it works on; see {@link dev.rdplab.lab.result.LinkUsed}
 */
record Row(Cell cell, long seed, int number, String backend, String layer, Trial trial) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tells a trial from all others of an experiment. */
    record Key(String cell, long seed, int number) {}

    Key key() {
        return new Key(cell.id(), seed, number);
    }

    String json() {
        var line = new LinkedHashMap<String, Object>();
        line.put("cell", cell.settings());
        line.put("seed", seed);
        line.put("number", number);
        line.put("backend", backend);
        line.put("layer", layer);
        line.put("success", trial.success());
        line.put("stage", trial.stage().word());
        line.put("ending", trial.ending());
        var millis = new LinkedHashMap<String, Double>();
        trial.millis().forEach((stage, ms) -> millis.put(stage.word(), rounded(ms)));
        line.put("millis", millis);
        line.put("retransmissions", trial.retransmissions());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of plain values cannot be written", e);
        }
    }

    /** Empty for a line that is no row: the last one of a sweep that was killed. */
    static Optional<Row> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            var stage = Stage.of(node.path("stage").asText());
            if (stage.isEmpty() || !node.path("cell").isObject() || !node.hasNonNull("number")) {
                return Optional.empty();
            }
            var settings = new LinkedHashMap<String, String>();
            node.get("cell")
                    .properties()
                    .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
            var millis = new EnumMap<Stage, Double>(Stage.class);
            node.path("millis").properties().forEach(e -> Stage.of(e.getKey())
                    .ifPresent(s -> millis.put(s, e.getValue().asDouble())));
            return Optional.of(new Row(
                    new Cell(settings),
                    node.path("seed").asLong(),
                    node.get("number").asInt(),
                    node.path("backend").asText("unknown"),
                    node.path("layer").asText("unknown"),
                    new Trial(
                            node.path("success").asBoolean(),
                            stage.get(),
                            node.path("ending").asText(),
                            millis,
                            node.path("retransmissions").asLong(-1))));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    static String csvHeader(Iterable<String> settings) {
        var columns = new ArrayList<String>();
        settings.forEach(columns::add);
        columns.addAll(List.of(
                "seed", "number", "backend", "layer", "success", "stage", "ending", "total_ms", "retransmissions"));
        for (Stage stage : Stage.values()) {
            columns.add(stage.word().replace('-', '_') + "_ms");
        }
        return String.join(",", columns);
    }

    String csv(Iterable<String> settings) {
        var columns = new ArrayList<String>();
        settings.forEach(s -> columns.add(cell.settings().getOrDefault(s, "")));
        columns.addAll(List.of(
                String.valueOf(seed),
                String.valueOf(number),
                backend,
                layer,
                String.valueOf(trial.success()),
                trial.stage().word(),
                trial.ending(),
                millis(trial.totalMillis()),
                String.valueOf(trial.retransmissions())));
        for (Stage stage : Stage.values()) {
            columns.add(Optional.ofNullable(trial.millis().get(stage))
                    .map(Row::millis)
                    .orElse(""));
        }
        return columns.stream().map(Row::quoted).collect(Collectors.joining(","));
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

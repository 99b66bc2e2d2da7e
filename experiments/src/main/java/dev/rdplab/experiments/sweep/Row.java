package dev.rdplab.experiments.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
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
        var line = new StringWriter(512);
        try (var json = JSON.getFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeObjectFieldStart("cell");
            for (var setting : cell.settings().entrySet()) {
                json.writeStringField(setting.getKey(), setting.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("seed", seed);
            json.writeNumberField("number", number);
            json.writeStringField("backend", backend);
            json.writeStringField("layer", layer);
            json.writeBooleanField("success", trial.success());
            json.writeStringField("stage", trial.stage().word());
            json.writeStringField("ending", trial.ending());
            json.writeObjectFieldStart("millis");
            for (var time : trial.millis().entrySet()) {
                json.writeNumberField(time.getKey().word(), rounded(time.getValue()));
            }
            json.writeEndObject();
            json.writeNumberField("retransmissions", trial.retransmissions());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** Empty for a line that is no row: the last one of a sweep that was killed. */
    static Optional<Row> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            var stage = Stage.of(node.path("stage").asText());
            boolean ended = EndingKind.of(node.path("ending").asText()).isPresent();
            if (stage.isEmpty() || !ended || !node.path("cell").isObject() || !node.hasNonNull("number")) {
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

    /** With three digits behind the point. */
    private static String millis(double value) {
        long micros = Math.round(value * 1000);
        long rest = micros % 1000;
        return micros / 1000 + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest;
    }

    private static String quoted(String text) {
        return text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0) ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}

package dev.rdplab.experiments.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.protocol.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trials that were kept: the folder of {@code sweep --out}, or a file with the lines of {@code probe --count N --json}. The
 * attempts of a probe are one cell without settings.
 *
 * @param name the path, as it was given
 * @param slowerThan the bound of the grid they were made with; empty where none is kept
 */
public record TrialSet(String name, Map<Cell, List<Trial>> cells, Optional<Duration> slowerThan) {

    /** Trials that are read at most. */
    static final int MOST = 5_000_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESULT = "rdplab-result-";

    /** @throws ForeignResultsException naming the line that is no trial, or saying that there is none */
    public static TrialSet read(Path source) throws IOException {
        var file = Files.isDirectory(source) ? source.resolve(ResultFiles.JSON_LINES) : source;
        if (!Files.isRegularFile(file)) {
            throw new ForeignResultsException(source + " holds no results: neither a folder of sweep --out with "
                    + ResultFiles.JSON_LINES + " nor a file of probe --count N --json");
        }
        var cells = new LinkedHashMap<Cell, List<Trial>>();
        int number = 0;
        int bad = 0;
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (bad > 0) {
                    throw new ForeignResultsException(
                            file + ":" + bad + " is neither a trial of a sweep nor a result of a probe");
                }
                if (number > MOST) {
                    throw new ForeignResultsException(file + " has more than " + MOST + " trials");
                }
                if (!line.isBlank() && !add(line, cells)) {
                    bad = number; // forgiven at the end: a sweep that was killed leaves half a line
                }
            }
        }
        if (cells.isEmpty()) {
            throw new ForeignResultsException(file + " holds no trial of a sweep and no result of a probe");
        }
        return new TrialSet(source.toString(), cells, slowerThan(source));
    }

    /** What the trials of a cell show. */
    public CellFindings findings(Cell cell, Duration bound) {
        return CellFindings.of(cell, cells.get(cell), bound);
    }

    private static boolean add(String line, Map<Cell, List<Trial>> cells) {
        var row = Row.parse(line);
        if (row.isPresent()) {
            cells.computeIfAbsent(row.get().cell(), c -> new ArrayList<>())
                    .add(row.get().trial());
            return true;
        }
        var probed = probed(line);
        probed.ifPresent(trial -> cells.computeIfAbsent(new Cell(Map.of()), c -> new ArrayList<>())
                .add(trial));
        return probed.isPresent();
    }

    private static Optional<Trial> probed(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        var client = node.path("client");
        if (!node.path("schema").asText().startsWith(RESULT) || !client.hasNonNull("ending")) {
            return Optional.empty();
        }
        var millis = new EnumMap<Stage, Double>(Stage.class);
        for (JsonNode stage : node.path("stages")) {
            Stage.of(stage.path("stage").asText())
                    .ifPresent(s -> millis.put(s, stage.path("durationMs").asDouble()));
        }
        String ending = client.get("ending").asText();
        var last = Stage.of(client.path("stage").asText()).orElse(Stage.CONNECT);
        return Optional.of(new Trial(ending.equals("completed"), last, ending, millis, -1));
    }

    private static Optional<Duration> slowerThan(Path source) throws IOException {
        var findings = source.resolve("findings.json");
        if (!Files.isRegularFile(findings)) {
            return Optional.empty();
        }
        try {
            var bound = JSON.readTree(Files.readString(findings)).path("slowerThanMs");
            return bound.isIntegralNumber() ? Optional.of(Duration.ofMillis(bound.asLong())) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}

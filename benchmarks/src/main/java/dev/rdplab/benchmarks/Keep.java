package dev.rdplab.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Keeps the results of a run with the documentation: the JSON as it is, and tables made of it. */
final class Keep {

    private static final Path FOLDER = Path.of("..", "docs", "benchmarks");
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Keep() {}

    /** @return the page written */
    static Path inDocumentation(JsonNode run) throws IOException {
        String name = run.path("date").asText().substring(0, 10);
        var slim = run.deepCopy();
        for (JsonNode result : slim.path("results")) {
            ((ObjectNode) result.path("secondaryMetrics")).retain(ALLOCATED);
            ((ObjectNode) result).remove(List.of("jvm", "jvmArgs", "vmName", "vmVersion", "jdkVersion"));
        }
        Files.createDirectories(FOLDER);
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(FOLDER.resolve(name + ".json").toFile(), slim);
        var page = FOLDER.resolve(name + ".md");
        Files.writeString(page, page(run, name));
        return page.toAbsolutePath().normalize();
    }

    static String page(JsonNode run, String name) {
        var lines = new ArrayList<String>();
        lines.add("# Benchmarks of " + name);
        lines.add("");
        lines.add("Made by `benchmarks/run --keep`; every figure is in [" + name + ".json](" + name + ".json).");
        lines.add(String.format(
                "%s, %s processors, %s, %s, commit %s. Mean and error (99.9 %%) of three forks, bytes allocated.",
                text(run, "processor"),
                text(run, "processors"),
                text(run, "system"),
                text(run, "jdk"),
                text(run, "commit")));
        Map<String, List<String>> tables = new TreeMap<>();
        for (JsonNode result : run.path("results")) {
            var path = result.path("benchmark").asText().split("\\.");
            tables.computeIfAbsent(path[path.length - 2], benchmark -> new ArrayList<>())
                    .add(row(path[path.length - 1], result));
        }
        tables.forEach((benchmark, rows) -> {
            lines.addAll(List.of("", "## " + benchmark, "", "| what | of what | time | error | bytes |"));
            lines.add("|---|---|---|---|---|");
            lines.addAll(rows);
        });
        return String.join("\n", lines) + "\n";
    }

    private static String text(JsonNode run, String field) {
        return run.path(field).asText();
    }

    private static String row(String method, JsonNode result) {
        var parameters = new ArrayList<String>();
        result.path("params").forEach(value -> parameters.add(value.asText()));
        var metric = result.path("primaryMetric");
        return String.format(
                Locale.ROOT,
                "| %s | %s | %,.2f %s | %,.2f | %,.0f |",
                method,
                String.join(", ", parameters),
                metric.path("score").asDouble(),
                metric.path("scoreUnit").asText(),
                metric.path("scoreError").asDouble(),
                result.path("secondaryMetrics").path(ALLOCATED).path("score").asDouble());
    }
}

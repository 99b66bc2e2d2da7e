package dev.rdplab.lab.sweep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The results of a sweep in a directory: {@code trials.jsonl}, a line for each trial as it ends, and {@code trials.csv}, the same
 * for spreadsheets. A line that a kill has cut short is dropped when the directory is opened again.
 */
final class ResultFiles implements AutoCloseable {

    static final String JSON_LINES = "trials.jsonl";
    static final String CSV = "trials.csv";

    private final List<String> columns;
    private final BufferedWriter json;
    private final BufferedWriter csv;

    private ResultFiles(List<String> columns, BufferedWriter json, BufferedWriter csv) {
        this.columns = columns;
        this.json = json;
        this.csv = csv;
    }

    /** Opens a directory and writes what is known already anew, so that both files are whole. */
    static ResultFiles open(Path directory, List<String> columns, Collection<Row> known) {
        try {
            Files.createDirectories(directory);
            var fresh = directory.resolve(JSON_LINES + ".new");
            Files.write(fresh, known.stream().map(Row::json).toList());
            Files.move(fresh, directory.resolve(JSON_LINES), StandardCopyOption.REPLACE_EXISTING);
            var json = Files.newBufferedWriter(
                    directory.resolve(JSON_LINES), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            var csv = Files.newBufferedWriter(directory.resolve(CSV), StandardCharsets.UTF_8);
            var files = new ResultFiles(columns, json, csv);
            line(csv, Row.csvHeader(columns));
            for (Row row : known) {
                line(csv, row.csv(columns));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a directory by their keys; none when there is nothing. */
    static Map<Row.Key, Row> read(Path directory) {
        var rows = new LinkedHashMap<Row.Key, Row>();
        var file = directory.resolve(JSON_LINES);
        if (!Files.exists(file)) {
            return rows;
        }
        try (var lines = Files.lines(file)) {
            lines.forEach(line -> Row.parse(line).ifPresent(row -> rows.put(row.key(), row)));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that occur in rows, for the columns of a table. */
    static List<String> columns(Collection<Row> rows) {
        var columns = new TreeSet<String>();
        rows.forEach(row -> columns.addAll(row.cell().settings().keySet()));
        return List.copyOf(columns);
    }

    synchronized void add(Row row) {
        try {
            line(json, row.json());
            line(csv, row.csv(columns));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try (json;
                csv) {
            json.flush();
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(BufferedWriter out, String text) throws IOException {
        out.write(text);
        out.write('\n');
        out.flush();
    }
}

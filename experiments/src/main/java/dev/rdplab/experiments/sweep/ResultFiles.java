package dev.rdplab.experiments.sweep;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
 * for spreadsheets; and {@code links.jsonl}, a line for each link that was opened, with all that was set. A line that a kill has cut short is dropped when the directory is opened again.
 */
final class ResultFiles implements AutoCloseable {

    static final String JSON_LINES = "trials.jsonl";
    static final String CSV = "trials.csv";
    static final String LINKS = "links.jsonl";

    private static final long FLUSHED_EVERY = 100_000_000;

    private long flushed = System.nanoTime() - FLUSHED_EVERY;
    private final List<String> columns;
    private final BufferedWriter json;
    private final BufferedWriter csv;
    private final BufferedWriter links;

    private ResultFiles(List<String> columns, BufferedWriter json, BufferedWriter csv, BufferedWriter links) {
        this.columns = columns;
        this.json = json;
        this.csv = csv;
        this.links = links;
    }

    /** Opens a directory and writes what is known already anew, so that both files are whole. */
    static ResultFiles open(Path directory, List<String> columns, Collection<Row> known) {
        try {
            Files.createDirectories(directory);
            var json = appending(
                    directory.resolve(JSON_LINES), known.stream().map(Row::json).toList());
            var links = appending(
                    directory.resolve(LINKS),
                    links(directory).stream().map(LinkRow::json).toList());
            var csv = Files.newBufferedWriter(
                    directory.resolve(CSV),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            var files = new ResultFiles(columns, json, csv, links);
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

    /** The links of a directory; none when there is nothing. */
    static List<LinkRow> links(Path directory) {
        var file = directory.resolve(LINKS);
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.flatMap(line -> LinkRow.parse(line).stream())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written anew, so that it is whole, and open for more. */
    private static BufferedWriter appending(Path file, List<String> known) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, known);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    /** The settings that occur in rows, for the columns of a table. */
    static List<String> columns(Collection<Row> rows) {
        var columns = new TreeSet<String>();
        rows.forEach(row -> columns.addAll(row.cell().settings().keySet()));
        return List.copyOf(columns);
    }

    /** Rows that come quickly are flushed together: a kill may cost the last of them, which are tried again. */
    void add(Row row) {
        var jsonLine = row.json();
        var csvLine = row.csv(columns);
        try {
            write(jsonLine, csvLine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(LinkRow link) {
        try {
            line(links, link.json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try (json;
                csv;
                links) {
            json.flush();
            csv.flush();
            links.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void write(String jsonLine, String csvLine) throws IOException {
        json.write(jsonLine);
        json.write('\n');
        csv.write(csvLine);
        csv.write('\n');
        if (System.nanoTime() - flushed > FLUSHED_EVERY) {
            json.flush();
            csv.flush();
            flushed = System.nanoTime();
        }
    }

    private static void line(BufferedWriter out, String text) throws IOException {
        out.write(text);
        out.write('\n');
        out.flush();
    }
}

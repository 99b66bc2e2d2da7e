package dev.rdplab.lab.codes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tab-separated resource of this package: lines with {@code #} are comments, the first other line names the columns. */
public final class Tsv {

    private Tsv() {}

    /** @throws IllegalStateException when a row has more cells than there are columns */
    static List<Map<String, String>> rows(String resource) {
        return rows(Tsv.class, resource);
    }

    /** The same for a resource beside another class. @throws IllegalStateException when a row has more cells than there are columns */
    public static List<Map<String, String>> rows(Class<?> beside, String resource) {
        try (var in = beside.getResourceAsStream(resource);
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String[] header = null;
            var rows = new ArrayList<Map<String, String>>();
            for (String line; (line = reader.readLine()) != null; ) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] cells = line.split("\t", -1);
                if (header == null) {
                    header = cells;
                } else if (cells.length > header.length) {
                    throw new IllegalStateException(resource + ": too many cells in: " + line);
                } else {
                    rows.add(row(header, cells));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> row(String[] header, String[] cells) {
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.length; i++) {
            row.put(header[i], i < cells.length ? cells[i].strip() : "");
        }
        return row;
    }
}

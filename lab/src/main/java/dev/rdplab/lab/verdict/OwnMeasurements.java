package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was measured on this machine or taken in from a recorded file: rows of a file in the user's data folder. */
public final class OwnMeasurements {

    /** The variable that names another folder. */
    public static final String VARIABLE = "RDPLAB_PREDICTIONS";

    private static final String FILE = "measured.tsv";
    private static final String HEADER = "client\tscenario\tshows\tsource\n";

    /** Most bytes and rows that are read. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_ROWS = 5_000;

    /**
     * One row.
     *
     * @param scenario group and name
     * @param shows see {@link Prediction#shows}
     * @param source what was run, where and when
     */
    public record Row(Program program, String scenario, String shows, String source) {

        private String key() {
            return program + "\t" + scenario;
        }

        private String line() {
            return key() + "\t" + clean(shows) + "\t" + clean(source) + "\n";
        }

        private static String clean(String text) {
            return text.replaceAll("\\p{Cntrl}", " ");
        }
    }

    private OwnMeasurements() {}

    /** Returns the folder of this user: that of {@link #VARIABLE}, or the system's folder for data of programs. */
    public static Path folder(Map<String, String> environment) {
        var named = environment.get(VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        var data = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
                ? environment.get("LOCALAPPDATA")
                : environment.get("XDG_DATA_HOME");
        var base = data == null || data.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(data);
        return base.resolve("rdplab");
    }

    /** Returns the rows of a folder; none where there is no such file or it cannot be read. Damaged rows are left out. */
    public static List<Row> in(Path folder) {
        var file = folder.resolve(FILE);
        var rows = new ArrayList<Row>();
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return List.of();
            }
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .limit(MAX_ROWS)
                    .toList()) {
                row(line).ifPresent(rows::add);
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return List.copyOf(rows);
    }

    private static Optional<Row> row(String line) {
        var cells = line.split("\t", -1);
        if (cells.length != 4) {
            return Optional.empty();
        }
        for (Program program : Program.values()) {
            if (program.word().equals(cells[0]) && Predictions.canShow(program, cells[2])) {
                return Optional.of(new Row(program, cells[1], cells[2], cells[3]));
            }
        }
        return Optional.empty();
    }

    /**
     * Adds rows; one for the same program and scenario is replaced. The file is written beside its name and then renamed.
     *
     * @throws IOException when it cannot be written, or would hold more than 5,000 rows
     */
    public static void add(Path folder, List<Row> more) throws IOException {
        var rows = new LinkedHashMap<String, Row>();
        in(folder).forEach(row -> rows.put(row.key(), row));
        more.forEach(row -> rows.put(row.key(), row));
        if (rows.size() >= MAX_ROWS) {
            throw new IOException("more than " + (MAX_ROWS - 1) + " rows");
        }
        Files.createDirectories(folder);
        var text = new StringBuilder(HEADER);
        rows.values().forEach(row -> text.append(row.line()));
        var beside = Files.createTempFile(folder, "measured", ".tmp");
        try {
            Files.writeString(beside, text);
            Files.move(beside, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}

package dev.rdplab.cli;

import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.lab.Program;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The connections of a capture for people: a table, then each verdict. Equal verdicts share a row and stand once. */
final class DiagnosisText {

    private static final String RELATION = "the same client ";
    private static final int NOTES = 8;
    private static final int DAY = "2026-11-30".length();

    private final Terminal terminal;
    private final Paint paint;
    private final LogDiagnosis logs;
    private final LogOptions logOptions;

    DiagnosisText(Terminal terminal, Paint paint, LogDiagnosis logs, LogOptions logOptions) {
        this.terminal = terminal;
        this.paint = paint;
        this.logs = logs;
        this.logOptions = logOptions;
    }

    void print(Captures captures, List<Diagnosis> diagnoses) {
        captures.notes().forEach(note -> terminal.out().println(paint.dim(note)));
        if (diagnoses.isEmpty()) {
            terminal.out()
                    .println(
                            captures.packets() == 0
                                    ? "the file has no packets"
                                    : "no RDP connection in " + captures.packets()
                                            + (captures.packets() == 1 ? " packet" : " packets"));
            return;
        }
        var groups = logOptions.asked()
                ? diagnoses.stream().map(List::of).toList()
                : VerdictGroups.of(diagnoses).rows();
        terminal.out().print(table(groups).render(paint, terminal.outColumns()));
        var logsText = new LogsText(terminal, paint, logOptions.names);
        logsText.files(logs);
        for (var group : groups) {
            var first = group.get(0);
            terminal.out().println();
            terminal.out()
                    .println(paint.bold(title(group))
                            + (first.connection().inferred()
                                    ? paint.dim(" (stages inferred from record lengths)")
                                    : ""));
            new VerdictText(terminal, paint, "", hints(first.connection())).print(first.result());
            if (logOptions.asked()) {
                logsText.connection(logs.byNumber().get(first.connection().number()));
            }
            notes(group);
        }
    }

    /** The columns of the table, in their order. */
    private enum Column {
        NUMBER("#"),
        BEGAN("began"),
        CLIENT("client"),
        SERVER("server"),
        TLS("tls"),
        STAGE("stage"),
        ENDING("ending"),
        MSTSC("mstsc shows"),
        MS("ms");

        private final String header;

        Column(String header) {
            this.header = header;
        }
    }

    /** Without room for all columns those that the verdicts repeat are left out, and a day and a server of all stand above. */
    private Table table(List<List<Diagnosis>> groups) {
        var rows = groups.stream().map(this::cells).toList();
        var all = table(EnumSet.allOf(Column.class), rows);
        int columns = terminal.outColumns();
        if (columns <= 0 || all.fits(columns)) {
            return all;
        }
        var shown = EnumSet.complementOf(EnumSet.of(Column.TLS, Column.MSTSC, Column.MS));
        var days = rows.stream()
                .map(cells -> cells.get(Column.BEGAN).substring(0, DAY))
                .distinct()
                .toList();
        if (days.size() == 1) {
            terminal.out().println("day (UTC)  " + days.get(0));
            rows.forEach(cells -> cells.computeIfPresent(Column.BEGAN, (column, began) -> began.substring(DAY + 1)));
        }
        var servers =
                rows.stream().map(cells -> cells.get(Column.SERVER)).distinct().toList();
        if (servers.size() == 1) {
            terminal.out().println("server     " + servers.get(0));
            shown.remove(Column.SERVER);
        }
        return table(shown, rows);
    }

    private static Table table(Set<Column> columns, List<Map<Column, String>> rows) {
        var table = new Table(columns.stream().map(column -> column.header).toArray(String[]::new));
        rows.forEach(cells -> table.row(columns.stream().map(cells::get).toArray(String[]::new)));
        return table;
    }

    private static String began(List<Diagnosis> group) {
        return DiagnosisJson.began(group.get(0).connection()).toString();
    }

    /** The next test is one against the server of the capture. */
    private static Hints hints(Rebuilt connection) {
        var server = connection.serverAddress();
        return server.port() == 0 ? Hints.none() : Hints.of(server.toString(), server.host(), "");
    }

    private void notes(List<Diagnosis> group) {
        var notes = group.stream()
                .flatMap(diagnosis -> diagnosis.connection().notes().stream())
                .filter(note -> group.size() == 1 || !note.startsWith(RELATION))
                .distinct()
                .toList();
        for (String note : notes.subList(0, Math.min(NOTES, notes.size()))) {
            terminal.out().println(Wrap.text("  note: ", "        ", note, terminal.width()));
        }
        if (notes.size() > NOTES) {
            terminal.out().println("  note: " + (notes.size() - NOTES) + " more in the JSON output");
        }
    }

    private static String title(List<Diagnosis> group) {
        return group.size() == 1
                ? "connection " + group.get(0).connection().number()
                : VerdictGroups.told(group) + "; the first of them";
    }

    private Map<Column, String> cells(List<Diagnosis> group) {
        var diagnosis = group.get(0);
        var connection = diagnosis.connection();
        var result = diagnosis.result();
        boolean one = group.size() == 1;
        String ending = EndingText.of(result.client());
        var cells = new EnumMap<Column, String>(Column.class);
        cells.put(Column.NUMBER, connection.number() + (one ? "" : " x" + group.size()));
        cells.put(Column.BEGAN, began(group));
        cells.put(Column.CLIENT, one ? connection.clientAddress().toString() : clients(group));
        cells.put(Column.SERVER, servers(group));
        cells.put(Column.TLS, VerdictGroups.tls(connection));
        cells.put(Column.STAGE, result.client().stageWord());
        cells.put(Column.ENDING, diagnosis.good() ? paint.good(ending) : paint.bad(ending));
        cells.put(Column.MSTSC, result.predictions().get(Program.MSTSC).shows());
        cells.put(Column.MS, EndingText.millis(diagnosis.seenFor().toNanos() / 1e6));
        return cells;
    }

    private static String clients(List<Diagnosis> group) {
        return several(
                group.stream()
                        .map(d -> d.connection().clientAddress().host())
                        .distinct()
                        .toList(),
                " clients");
    }

    private static String servers(List<Diagnosis> group) {
        return several(
                group.stream()
                        .map(d -> d.connection().serverAddress().toString())
                        .distinct()
                        .toList(),
                " servers");
    }

    private static String several(List<String> all, String what) {
        return all.size() == 1 ? all.get(0) : all.size() + what;
    }
}

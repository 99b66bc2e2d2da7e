package dev.rdplab.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows under a header, columns as wide as they need to be. What does not fit the terminal is taken from the widest column. */
final class Table {

    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Integer, String> headings = new HashMap<>();

    Table(String... header) {
        this.header = List.of(header);
    }

    Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + header.size());
        }
        rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
        notes.add("");
        return this;
    }

    /** A cell from elsewhere must not begin a row of its own. */
    private static String oneLine(String cell) {
        return cell.indexOf('\n') < 0 ? cell : cell.replace("\n", "\\n");
    }

    /** A line of its own below the row added last. */
    Table note(String text) {
        notes.set(notes.size() - 1, text);
        return this;
    }

    /** A line of its own above the row added next. */
    Table heading(String text) {
        headings.put(rows.size(), text);
        return this;
    }

    /** @param width of the whole, in characters; 0 for as wide as it gets */
    String render(Paint paint, int width) {
        int[] widths = widths(width);
        var out = new StringBuilder();
        line(out, header.stream().map(paint::bold).toList(), widths);
        for (int i = 0; i < rows.size(); i++) {
            if (headings.containsKey(i)) {
                out.append('\n').append(paint.bold(headings.get(i))).append('\n');
            }
            line(out, rows.get(i), widths);
            if (!notes.get(i).isEmpty()) {
                var note = Wrap.text(GAP, GAP, notes.get(i), width > 0 ? width : Integer.MAX_VALUE);
                out.append(paint.dim(note)).append('\n');
            }
        }
        return out.toString();
    }

    private int[] widths(int width) {
        int[] widths = new int[header.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = header.get(i).length();
            for (var row : rows) {
                widths[i] = Math.max(widths[i], Paint.width(row.get(i)));
            }
        }
        int total = GAP.length() * (widths.length - 1);
        for (int each : widths) {
            total += each;
        }
        while (width > 0 && total > width) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
            total--;
        }
        return widths;
    }

    private static void line(StringBuilder out, List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            line.append(cell);
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - Paint.width(cell))).append(GAP);
            }
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /** Shortens plain text; a painted cell loses its colour when it is cut. */
    private static String cut(String cell, int width) {
        if (Paint.width(cell) <= width) {
            return cell;
        }
        String plain = VisibleText.of(Paint.plain(cell));
        return plain.substring(0, width - 3) + "...";
    }
}

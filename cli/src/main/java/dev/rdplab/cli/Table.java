package dev.rdplab.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under a header, columns as wide as they need to be. Nothing is ever cut: what is too wide for the terminal is laid out in
 * another way. The last column is wrapped; columns that one can do without go; the first cells of a row get a line of their own.
 */
final class Table {

    private static final String GAP = "  ";

    /** Columns of a last column that is wrapped, at least. */
    private static final int WRAPPED = 24;

    /** Words of a cell that is text and no name. */
    private static final int A_SENTENCE = 4;

    /** What goes first where there is no room. */
    private static final Set<String> OPTIONAL = Set.of("confidence", "ms", "known by");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Integer, String> headings = new HashMap<>();
    private final Map<Integer, Integer> widths = new HashMap<>(); // of columns, until the next row
    private boolean wraps;
    private int leading;

    Table(String... header) {
        this.header = List.of(header);
    }

    /** The last column holds text that may be broken at its blanks, even where it is short. */
    Table wraps() {
        wraps = true;
        return this;
    }

    /** The first columns belong together: without room they share a line, and the others follow below, each under its header. */
    Table leading(int columns) {
        leading = columns;
        return this;
    }

    Table row(String... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + header.size());
        }
        rows.add(Arrays.stream(cells).map(Table::oneLine).toList());
        widths.clear();
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

    /** Whether every row with all its columns has room on one line. */
    boolean fits(int width) {
        return total(IntStream.range(0, header.size()).boxed().toList()) <= width;
    }

    /** @param width of the whole, in characters; 0 for as wide as it gets */
    String render(Paint paint, int width) {
        var all = IntStream.range(0, header.size()).boxed().toList();
        var needed = all.stream().filter(i -> !OPTIONAL.contains(header.get(i))).toList();
        for (var columns : List.of(all, needed)) {
            if (width <= 0 || total(columns) <= width) {
                return render(paint, width, (out, cells) -> out.append(line(cells, columns)));
            }
        }
        boolean sentences = endsInSentences(needed);
        int last = needed.get(needed.size() - 1);
        var before = sentences ? needed.subList(0, needed.size() - 1) : needed;
        if (sentences && total(before) + GAP.length() + WRAPPED <= width) {
            return render(paint, width, (out, cells) -> wrapped(out, cells, needed, width));
        }
        if (leading > 0) {
            var lines = lines(before, width);
            return render(paint, width, (out, cells) -> {
                for (int i = 0; i < lines.size(); i++) {
                    out.append(((i == 0 ? "" : GAP) + line(cells, lines.get(i))).stripTrailing())
                            .append('\n');
                }
                sentence(out, sentences ? cells.get(last) : "", width);
            });
        }
        for (var columns : sentences ? List.of(before) : List.of(all, needed)) {
            var rest = columns.subList(1, columns.size());
            if (total(rest) + GAP.length() <= width) {
                return render(paint, width, (out, cells) -> {
                    out.append(cells.get(0)).append('\n');
                    out.append((GAP + line(cells, rest)).stripTrailing()).append('\n');
                    sentence(out, sentences ? cells.get(last) : "", width);
                });
            }
        }
        return render(paint, width, (out, cells) -> {
            out.append(cells.get(0)).append('\n');
            var rest = before.stream().skip(1).map(cells::get).filter(cell -> !cell.isBlank());
            sentence(out, rest.collect(Collectors.joining(", ")), width);
            sentence(out, sentences ? cells.get(last) : "", width);
        });
    }

    /** The columns of each line of a row: the leading ones, then as many as there is room for. */
    private List<List<Integer>> lines(List<Integer> columns, int width) {
        var lines = new ArrayList<List<Integer>>();
        var line = new ArrayList<Integer>();
        for (int column : columns) {
            line.add(column);
            int indent = lines.isEmpty() ? 0 : GAP.length();
            if (line.size() > 1 && (columns.indexOf(column) == leading || total(line) + indent > width)) {
                line.remove(line.size() - 1);
                lines.add(List.copyOf(line));
                line.clear();
                line.add(column);
            }
        }
        lines.add(List.copyOf(line));
        return lines;
    }

    private static void sentence(StringBuilder out, String text, int width) {
        if (!text.isBlank()) {
            out.append(Wrap.text(GAP, GAP, text, width)).append('\n');
        }
    }

    private String render(Paint paint, int width, BiConsumer<StringBuilder, List<String>> row) {
        var out = new StringBuilder();
        row.accept(out, header.stream().map(paint::bold).toList());
        for (int i = 0; i < rows.size(); i++) {
            if (headings.containsKey(i)) {
                out.append('\n').append(paint.bold(headings.get(i))).append('\n');
            }
            row.accept(out, rows.get(i));
            if (!notes.get(i).isEmpty()) {
                var note = Wrap.text(GAP, GAP, notes.get(i), width > 0 ? width : Integer.MAX_VALUE);
                out.append(paint.dim(note)).append('\n');
            }
        }
        return out.toString();
    }

    private int width(int column) {
        return widths.computeIfAbsent(column, key -> Stream.concat(Stream.of(header), rows.stream())
                .mapToInt(cells -> Paint.width(cells.get(column)))
                .max()
                .orElse(0));
    }

    private int total(List<Integer> columns) {
        return columns.stream().mapToInt(this::width).sum() + GAP.length() * Math.max(0, columns.size() - 1);
    }

    /** Whether the last column holds text that may be broken at its blanks. */
    private boolean endsInSentences(List<Integer> columns) {
        int last = columns.get(columns.size() - 1);
        return columns.size() > 1
                && (wraps
                        || rows.stream()
                                .anyMatch(cells -> cells.get(last).strip().split(" ").length >= A_SENTENCE));
    }

    private String line(List<String> cells, List<Integer> columns) {
        var line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells.get(columns.get(i));
            line.append(cell);
            if (i < columns.size() - 1) {
                line.append(" ".repeat(width(columns.get(i)) - Paint.width(cell)))
                        .append(GAP);
            }
        }
        return line.toString().stripTrailing() + '\n';
    }

    private void wrapped(StringBuilder out, List<String> cells, List<Integer> columns, int width) {
        var before = columns.subList(0, columns.size() - 1);
        int indent = total(before) + GAP.length();
        var head = new StringBuilder();
        for (int column : before) {
            head.append(cells.get(column))
                    .append(" ".repeat(width(column) - Paint.width(cells.get(column))))
                    .append(GAP);
        }
        var last = cells.get(columns.get(columns.size() - 1));
        out.append(Wrap.text(head.toString(), " ".repeat(indent), last, width).stripTrailing())
                .append('\n');
    }
}

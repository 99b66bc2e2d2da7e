package dev.rdplab.lab.evidence;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A map over two dimensions, such as the endings of cuts or the success of a sweep.
 *
 * @param columns labels from left to right
 * @param rows labels from top to bottom
 * @param unit of the values, such as {@code success}; empty when cells are told by their word
 */
public record HeatMap(
        String title,
        String columnLabel,
        String rowLabel,
        List<String> columns,
        List<String> rows,
        String unit,
        List<Cell> cells) {

    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
        for (Cell cell : cells) {
            if (cell.column < 0 || cell.column >= columns.size() || cell.row < 0 || cell.row >= rows.size()) {
                throw new IllegalArgumentException("no place for " + cell + " in " + title);
            }
        }
    }

    /**
     * @param column index into {@link #columns}
     * @param row index into {@link #rows}
     * @param value 0 to 1, which gives the colour; empty where the word gives it
     * @param word such as an ending, or the value as people read it
     * @param detail one line more; may be empty
     */
    public record Cell(int column, int row, OptionalDouble value, String word, String detail) {

        /** A cell of a category. */
        public static Cell of(int column, int row, String word, String detail) {
            return new Cell(column, row, OptionalDouble.empty(), word, detail);
        }

        /** A cell of a number. @param value 0 to 1 */
        public static Cell of(int column, int row, double value, String word, String detail) {
            return new Cell(column, row, OptionalDouble.of(value), word, detail);
        }
    }
}

package dev.rdplab.experiments.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether results are those of a grid. */
final class Belonging {

    private static final int SHOWN = 5;

    private final Grid grid;
    private final GridStamp stamp;
    private final Set<String> cells;

    Belonging(Grid grid) {
        this.grid = grid;
        this.stamp = GridStamp.of(grid);
        this.cells = grid.cells().stream().map(Cell::id).collect(Collectors.toSet());
    }

    /**
     * Refuses what another grid has left in a directory.
     *
     * @throws ForeignResultsException when there is any
     */
    void check(Path directory, Collection<Row> rows) throws IOException {
        var found = GridStamp.in(directory);
        if (!rows.isEmpty() && found.isPresent() && !found.get().hash().equals(stamp.hash())) {
            throw new ForeignResultsException(directory + " holds the results of another grid ("
                    + found.get().name() + "), not of " + grid.name() + "; use another folder");
        }
        var foreign =
                rows.stream().filter(row -> !cells.contains(row.cell().id())).toList();
        if (!foreign.isEmpty()) {
            throw new ForeignResultsException(foreign.size() + " of " + rows.size() + " trials in " + directory
                    + " are of no cell of " + grid.name() + why(foreign));
        }
    }

    void mark(Path directory) throws IOException {
        stamp.write(directory);
    }

    /** What the rows have and no cell of the grid has; the link can be given on the command line. */
    private String why(Collection<Row> foreign) {
        var known = grid.cells().stream()
                .flatMap(cell -> cell.settings().entrySet().stream())
                .collect(Collectors.toSet());
        var strange = new TreeSet<String>();
        for (Row row : foreign) {
            row.cell().settings().entrySet().stream()
                    .filter(setting -> !known.contains(setting))
                    .map(Map.Entry::toString)
                    .forEach(strange::add);
        }
        var links = foreign.stream()
                .map(row -> row.cell().settings().get(Setting.LINK.word()))
                .distinct()
                .toList();
        boolean link = strange.stream().anyMatch(word -> word.startsWith(Setting.LINK.word() + "="));
        var fixed = grid.fixed().get(Setting.LINK.word());
        if (strange.isEmpty()) {
            return fixed == null ? "" : " with link=" + fixed;
        }
        return " (they have " + strange.stream().limit(SHOWN).collect(Collectors.joining(", "))
                + (strange.size() > SHOWN ? ", ..." : "") + ")"
                + (link && links.size() == 1 ? "; give --link " + links.get(0) : "");
    }
}

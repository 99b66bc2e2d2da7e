package dev.rdplab.judging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.fault.When;
import dev.rdplab.experiments.cuts.Cut;
import dev.rdplab.protocol.Role;
import java.util.List;

/**
 * What a program shows when its handshake is cut.
 *
 * @param program its name
 * @param undisturbed what it shows when nothing is cut, see {@link dev.rdplab.judging.Outcome#word}
 * @param cells in the order of the handshake
 */
public record ProgramCutMap(String scenario, String program, String undisturbed, List<Cell> cells) {

    /** Value of the key {@code schema}. */
    public static final String SCHEMA = "rdplab-program-cuts-1";

    /** Where a handshake is cut: at the Nth message of that name. */
    public record Point(Role sender, String message, int occurrence, When when, Cut.How how) {
        /** Such as {@code after ServerHello} or {@code at byte 9 of TSRequest 2}. */
        public String words() {
            String which = occurrence > 1 ? message + " " + occurrence : message;
            return when.place() == When.Place.AT ? when + " of " + which : when + " " + which;
        }
    }

    /**
     * What came of a cut.
     *
     * @param shows {@code exit 147}, {@code session} or {@code still running}
     */
    public record Cell(Point point, String shows, int connections) {
        /** Whether both show the same for the same kind of cut. */
        public boolean alike(Cell other) {
            return point.how() == other.point().how()
                    && shows.equals(other.shows())
                    && connections == other.connections();
        }
    }

    public ProgramCutMap {
        cells = List.copyOf(cells);
    }

    /** Those of one kind, in order. */
    public List<Cell> of(Cut.How how) {
        return cells.stream().filter(cell -> cell.point().how() == how).toList();
    }

    /** One object with every cut. */
    public ObjectNode toJson() {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA).put("scenario", scenario).put("program", program);
        root.put("undisturbed", undisturbed);
        var list = root.putArray("cuts");
        for (Cell cell : cells) {
            var point = cell.point();
            list.addObject()
                    .put("sender", point.sender().word())
                    .put("message", point.message())
                    .put("occurrence", point.occurrence())
                    .put("when", point.when().toString())
                    .put("how", point.how().word())
                    .put("shows", cell.shows())
                    .put("connections", cell.connections());
        }
        return root;
    }
}

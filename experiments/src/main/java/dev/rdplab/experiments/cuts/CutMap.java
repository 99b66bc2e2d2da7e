package dev.rdplab.experiments.cuts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a handshake ends when it is cut.
 *
 * @param scenario what was cut
 * @param marks where messages begin, the client's first
 * @param bytesUp raw bytes of the client up to the session
 * @param bytesDown raw bytes of the server
 * @param endings of every cut that was tried, in order
 */
public record CutMap(String scenario, long seed, List<Mark> marks, int bytesUp, int bytesDown, List<Cell> endings) {

    /** Value of the key {@code schema}. */
    public static final String SCHEMA = "rdplab-cuts-1";

    public record Cell(Cut cut, CutEnding ending) {}

    /**
     * Neighbouring cuts that end alike.
     *
     * @param from first offset
     * @param to last offset
     */
    public record Range(Role sender, Cut.How how, int from, int to, CutEnding ending) {}

    public CutMap {
        marks = List.copyOf(marks);
        endings = List.copyOf(endings);
    }

    /** The map in as few lines as it takes. */
    public List<Range> ranges() {
        var ranges = new ArrayList<Range>();
        for (Cell cell : endings) {
            var cut = cell.cut();
            var last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            boolean goesOn = last != null
                    && last.sender() == cut.sender()
                    && last.how() == cut.how()
                    && last.ending().alike(cell.ending());
            if (goesOn) {
                boolean measured = last.ending().measured() && cell.ending().measured();
                var ending = last.ending();
                var known = new CutEnding(ending.stage(), ending.kind(), ending.by(), measured);
                ranges.set(ranges.size() - 1, new Range(last.sender(), last.how(), last.from(), cut.offset(), known));
            } else {
                ranges.add(new Range(cut.sender(), cut.how(), cut.offset(), cut.offset(), cell.ending()));
            }
        }
        return ranges;
    }

    /** How many cuts came to what. */
    public SortedMap<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        endings.forEach(cell -> counts.merge(cell.cut().how() + ": " + cell.ending(), 1, Integer::sum));
        return counts;
    }

    /** The message of which a byte is part: the last one that begins at or before it. Empty before the first. */
    public String messageAt(Role sender, int offset) {
        return marks.stream()
                .filter(mark -> mark.sender() == sender && mark.offset() <= offset)
                .reduce((first, second) -> second)
                .map(Mark::pdus)
                .orElse("");
    }

    /** One object with marks, ranges and counts. */
    public ObjectNode toJson() {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA).put("scenario", scenario).put("seed", seed);
        root.put("bytesUp", bytesUp).put("bytesDown", bytesDown).put("cuts", endings.size());
        var markList = root.putArray("marks");
        for (Mark mark : marks) {
            markList.addObject()
                    .put("sender", mark.sender().word())
                    .put("offset", mark.offset())
                    .put("stage", mark.stage().word())
                    .put("pdus", mark.pdus());
        }
        var rangeList = root.putArray("ranges");
        for (Range range : ranges()) {
            rangeList
                    .addObject()
                    .put("sender", range.sender().word())
                    .put("how", range.how().word())
                    .put("from", range.from())
                    .put("to", range.to())
                    .put("stage", range.ending().stage().word())
                    .put("ending", range.ending().kind().word())
                    .put("by", range.ending().by().word())
                    .put("measured", range.ending().measured());
        }
        var countNode = root.putObject("counts");
        counts().forEach(countNode::put);
        return root;
    }

    /** One line a cut, with a head line. */
    public String toCsv() {
        var csv = new StringBuilder("sender,offset,message,how,stage,ending,by,measured\n");
        for (Cell cell : endings) {
            var cut = cell.cut();
            var ending = cell.ending();
            csv.append(String.join(
                            ",",
                            cut.sender().word(),
                            Integer.toString(cut.offset()),
                            '"' + messageAt(cut.sender(), cut.offset()).replace("\"", "\"\"") + '"',
                            cut.how().word(),
                            ending.stage().word(),
                            ending.kind().word(),
                            ending.by().word(),
                            Boolean.toString(ending.measured())))
                    .append('\n');
        }
        return csv.toString();
    }
}

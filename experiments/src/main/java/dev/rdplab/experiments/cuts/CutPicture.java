package dev.rdplab.experiments.cuts;

import dev.rdplab.lab.evidence.HeatMap;
import dev.rdplab.protocol.Role;
import java.util.ArrayList;
import java.util.List;

/** A map of cuts as pictures: the bytes of one end from left to right, what comes instead of the next one from top to bottom. */
public final class CutPicture {

    /** Columns that a page can show; where there are more bytes, the first cut of a column speaks for it. */
    private static final int COLUMNS = 240;

    private CutPicture() {}

    /** One picture for each end whose bytes were cut. */
    public static List<HeatMap> of(CutMap map) {
        var pictures = new ArrayList<HeatMap>();
        for (Role sender : Role.values()) {
            var cells = map.endings().stream()
                    .filter(cell -> cell.cut().sender() == sender)
                    .toList();
            if (!cells.isEmpty()) {
                pictures.add(picture(map, sender, cells));
            }
        }
        return pictures;
    }

    private static HeatMap picture(CutMap map, Role sender, List<CutMap.Cell> cells) {
        var offsets = cells.stream()
                .map(cell -> cell.cut().offset())
                .distinct()
                .sorted()
                .toList();
        int every = (offsets.size() + COLUMNS - 1) / COLUMNS;
        var shown = new ArrayList<Integer>();
        for (int i = 0; i < offsets.size(); i += every) {
            shown.add(offsets.get(i));
        }
        var drawn = new ArrayList<HeatMap.Cell>();
        for (CutMap.Cell cell : cells) {
            int column = shown.indexOf(cell.cut().offset());
            if (column >= 0) {
                drawn.add(HeatMap.Cell.of(
                        column,
                        cell.cut().how().ordinal(),
                        cell.ending().toString(),
                        "inside " + map.messageAt(sender, cell.cut().offset())));
            }
        }
        return new HeatMap(
                "What the client sees when the bytes of the " + sender + " stop",
                "bytes of the " + sender + " before the cut" + (every > 1 ? ", every " + every + "th" : ""),
                "what comes then",
                shown.stream().map(String::valueOf).toList(),
                List.of(Cut.How.values()).stream().map(Cut.How::word).toList(),
                "",
                drawn);
    }
}

package dev.rdplab.diagnosis.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remarks on what could not be read or was left out: each once, with its count. At most {@value #MAX} different ones. */
public final class Notes {

    private static final int MAX = 200;

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private int omitted;

    public void add(String note) {
        if (counts.size() < MAX || counts.containsKey(note)) {
            counts.merge(note, 1, Integer::sum);
        } else {
            omitted++;
        }
    }

    /** One line each, in the order in which they first came. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        counts.forEach((note, count) -> lines.add(count == 1 ? note : note + " (" + count + " times)"));
        if (omitted > 0) {
            lines.add(omitted + " more remarks left out");
        }
        return List.copyOf(lines);
    }
}

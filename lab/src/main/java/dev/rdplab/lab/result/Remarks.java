package dev.rdplab.lab.result;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a result reports in addition to its ending.
 *
 * @param deviations what a peer sent that the specification does not allow and that was accepted
 * @param faults each fault of the scenario, and whether it was triggered
 * @param notes words for what else is worth knowing, such as {@code password-not-checked}
 * @param legs how each side of a relay ended; empty without one
 */
public record Remarks(List<Deviation> deviations, List<FaultOutcome> faults, List<String> notes, Optional<Legs> legs) {

    /** Nothing beside the ending. */
    public static final Remarks NONE = new Remarks(List.of(), List.of(), List.of(), Optional.empty());

    public Remarks {
        deviations = List.copyOf(deviations);
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    /** Returns a copy with these notes added. */
    public Remarks noted(List<String> more) {
        var all = new LinkedHashSet<>(notes);
        all.addAll(more);
        return new Remarks(deviations, faults, List.copyOf(all), legs);
    }

    /** Returns a copy with these deviations instead. */
    public Remarks deviations(List<Deviation> seen) {
        return new Remarks(seen, faults, notes, legs);
    }

    /** Returns a copy with these faults instead. */
    public Remarks faults(List<FaultOutcome> outcomes) {
        return new Remarks(deviations, outcomes, notes, legs);
    }

    /** Returns a copy with the two sides of a relay. */
    public Remarks legs(Legs both) {
        return new Remarks(deviations, faults, notes, Optional.of(both));
    }
}

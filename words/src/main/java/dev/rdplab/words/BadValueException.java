package dev.rdplab.words;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Invalid values: all mistakes of a text in one go, one line each, in the order of the file, what
 * is missing last. */
public final class BadValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<BadValue> mistakes;

    /** @param mistakes at least one */
    public BadValueException(List<BadValue> mistakes) {
        super(sorted(mistakes).stream().map(BadValue::toString).collect(Collectors.joining("\n")));
        this.mistakes = sorted(mistakes);
    }

    /** A single mistake. */
    public BadValueException(Place place, String what, String allowed) {
        this(List.of(new BadValue(place, what, allowed)));
    }

    /** At least one: by line, then what is missing. */
    public List<BadValue> mistakes() {
        return mistakes;
    }

    /** The first mistake. */
    public BadValue first() {
        return mistakes.get(0);
    }

    /** The same mistakes at another place: for values that were read without knowing where they stand. */
    public BadValueException at(Place place) {
        return new BadValueException(mistakes.stream()
                .map(bad -> bad.place().equals(Place.NONE) ? new BadValue(place, bad.what(), bad.allowed()) : bad)
                .toList());
    }

    private static List<BadValue> sorted(List<BadValue> mistakes) {
        if (mistakes.isEmpty()) {
            throw new IllegalArgumentException("no mistake");
        }
        return mistakes.stream()
                .distinct()
                .sorted(Comparator.comparing(BadValue::isMissing)
                        .thenComparingInt(bad -> bad.place().line()))
                .toList();
    }
}

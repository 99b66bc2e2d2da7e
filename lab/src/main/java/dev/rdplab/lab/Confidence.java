package dev.rdplab.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How well a statement about a real client or a cause is founded; the best founded first. */
public enum Confidence {
    /** A vendor's page or a specification says so. */
    DOCUMENTED,
    /** Seen here, by running the program. */
    MEASURED,
    /** A public report, with or without a confirmed fix. */
    REPORTED,
    /** Reasoned from the protocol or from public source. */
    INFERRED,
    /** Nothing is known. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used in files and output. */
    public String word() {
        return word;
    }

    public static Optional<Confidence> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}

package dev.rdplab.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How well a statement about a real client or a cause is founded; the best founded first. */
public enum Confidence {
    /** Only of causes: a record of a log says so, and is quoted. */
    PROVEN,
    /** The client's own log says what it showed. */
    OBSERVED,
    /** A vendor's page or a specification says so. */
    DOCUMENTED,
    /** This program and version was run against this scenario, or inside the range that the statement names. */
    MEASURED,
    /** A public report, with or without a confirmed fix. */
    REPORTED,
    /** Reasoned from the protocol or from public source. */
    INFERRED,
    /** Nothing is known. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** What a table or a scenario file may say; {@link #PROVEN} and {@link #OBSERVED} come only from logs. */
    public static List<Confidence> ofTables() {
        return List.of(DOCUMENTED, MEASURED, REPORTED, INFERRED, UNKNOWN);
    }

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

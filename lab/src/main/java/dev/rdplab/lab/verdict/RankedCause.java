package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import java.util.List;

/**
 * A cause that fits an ending.
 *
 * @param score 1 to 100
 * @param evidence what speaks for it, the strongest first
 * @param counter what speaks against it
 * @param confidence that of the known cause; {@link Confidence#PROVEN} when a record of a log says so
 * @param records what proves it; empty unless it is proven
 */
public record RankedCause(
        KnownCause known,
        int score,
        List<String> evidence,
        List<String> counter,
        Confidence confidence,
        List<LogRecord> records) {

    public RankedCause {
        evidence = List.copyOf(evidence);
        counter = List.copyOf(counter);
        records = List.copyOf(records);
    }

    public RankedCause(KnownCause known, int score, List<String> evidence, List<String> counter) {
        this(known, score, evidence, counter, known.confidence(), List.of());
    }

    /** Returns the same cause as proven by these records. */
    public RankedCause proven(List<LogRecord> by) {
        return new RankedCause(known, 100, evidence, counter, Confidence.PROVEN, by);
    }

    /** The same, known no better than inferred: what it rests on was told from lengths. */
    public RankedCause inferred() {
        return new RankedCause(known, score, evidence, counter, Confidence.INFERRED, records);
    }
}

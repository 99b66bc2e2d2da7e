package dev.rdplab.lab.verdict;

import java.util.List;

/**
 * A cause that fits an ending.
 *
 * @param score 1 to 100
 * @param evidence what speaks for it, the strongest first
 * @param counter what speaks against it
 */
public record RankedCause(KnownCause known, int score, List<String> evidence, List<String> counter) {

    public RankedCause {
        evidence = List.copyOf(evidence);
        counter = List.copyOf(counter);
    }
}

package dev.rdplab.lab.result;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One more connection that was made to tell causes apart.
 *
 * @param what was different from the first one
 * @param outcome empty when it was not made
 * @param took from the SYN to the end
 * @param shows in a few words; where it was not made, why
 * @param observed words for the rules, see {@link dev.rdplab.lab.verdict.Facts#observed}
 */
public record FurtherTry(String what, Optional<Side> outcome, Duration took, String shows, List<String> observed) {

    public FurtherTry {
        observed = List.copyOf(observed);
    }

    public static FurtherTry notMade(String what, String why) {
        return new FurtherTry(what, Optional.empty(), Duration.ZERO, why, List.of());
    }
}

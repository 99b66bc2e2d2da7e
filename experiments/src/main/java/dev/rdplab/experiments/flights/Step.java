package dev.rdplab.experiments.flights;

import dev.rdplab.protocol.Stage;
import java.util.Optional;

/**
 * What one end did, and what it had waited for.
 *
 * @param after how many writes of the peer had arrived in full
 * @param nanos of computing since the later of their arrival and the step before
 * @param writes bytes handed to the socket at once; 0 where the step is another
 * @param enters the stage, where the step is the entry of one. A step that neither writes nor enters is the end of an attempt
 *     that fails
 */
public record Step(int after, long nanos, int writes, Optional<Stage> enters) {

    public Step {
        if (after < 0 || nanos < 0 || writes < 0 || writes > 0 && enters.isPresent()) {
            throw new IllegalArgumentException(
                    "a step after " + after + " writes, " + nanos + " ns, " + writes + " bytes, " + enters);
        }
    }

    static Step write(int after, long nanos, int bytes) {
        return new Step(after, nanos, bytes, Optional.empty());
    }

    static Step enter(int after, long nanos, Stage stage) {
        return new Step(after, nanos, 0, Optional.of(stage));
    }

    static Step leave(int after, long nanos) {
        return new Step(after, nanos, 0, Optional.empty());
    }
}

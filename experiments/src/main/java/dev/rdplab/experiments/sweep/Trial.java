package dev.rdplab.experiments.sweep;

import dev.rdplab.protocol.Stage;
import java.util.Map;

/**
 * How one handshake went.
 *
 * @param success whether the session came up
 * @param stage the last stage, which is where a failure died
 * @param ending the word of the ending: {@code completed}, {@code timeout}, {@code closed-rst} ...
 * @param millis time in each stage that was entered
 * @param retransmissions TCP segments sent again by both kernels; -1 where they were not counted
 */
public record Trial(boolean success, Stage stage, String ending, Map<Stage, Double> millis, long retransmissions) {

    public Trial {
        millis = new StageTimes(millis);
    }

    /** From the first to the last, milliseconds. */
    public double totalMillis() {
        return millis.values().stream().mapToDouble(d -> d).sum();
    }
}

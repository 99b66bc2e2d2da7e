package dev.rdplab.experiments.flights;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.List;
import java.util.OptionalLong;

/**
 * One connection of a client as it was recorded on a path where nothing happens.
 *
 * @param client its steps from the beginning of the attempt on; where the session came up the last one enters it,
 *     else it leaves
 * @param server the other end's, from the moment it was connected
 * @param ending as the client saw it
 * @param stage where it ended
 * @param code that the ending carried
 */
public record RecordedAttempt(List<Step> client, List<Step> server, EndingKind ending, Stage stage, OptionalLong code) {

    public RecordedAttempt {
        client = List.copyOf(client);
        server = List.copyOf(server);
        if (client.isEmpty()) {
            throw new IllegalArgumentException("an attempt in which the client does nothing");
        }
    }

    boolean completes() {
        return ending == EndingKind.COMPLETED;
    }

    /** Bytes that an end wrote. */
    static int bytes(List<Step> steps) {
        return steps.stream().mapToInt(Step::writes).sum();
    }

    /** How often it wrote. */
    static long writes(List<Step> steps) {
        return steps.stream().filter(step -> step.writes() > 0).count();
    }

    /** What both ends computed, one after the other. */
    static long nanos(List<Step> steps) {
        return steps.stream().mapToLong(Step::nanos).sum();
    }
}

package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import java.util.SplittableRandom;

/**
 * The circumstances of a fault that acts now.
 *
 * @param raw whether the bytes are those of the socket, below TLS
 * @param draws random numbers of this rule on this connection, the same in every run with the same seed
 */
public record Strike(When when, Role role, Stage stage, boolean raw, SplittableRandom draws) {

    /** Where own bytes must enter to be seen by the peer now: while TLS is being set up there is only the wire. */
    Effect.Layer layer() {
        return raw || stage == Stage.TLS ? Effect.Layer.WIRE : Effect.Layer.STREAM;
    }

    /** A plain FIN inside the TLS handshake, where no good order exists; else with a close_notify when TLS is up. */
    Effect.Manner manner() {
        return raw || stage == Stage.TLS ? Effect.Manner.WITHOUT_NOTIFY : Effect.Manner.ORDERLY;
    }
}

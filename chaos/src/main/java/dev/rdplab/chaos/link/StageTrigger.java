package dev.rdplab.chaos.link;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.Optional;

/**
 * A toxic that comes or goes while a connection is set up, such as "bandwidth 0 downstream once the client has sent its
 * ClientHello". It is done just before the message leaves or, on receipt, before it is answered.
 *
 * @param role the end whose event it is
 * @param stage entered by that end, or where it must be for {@code on}
 * @param on name of a PDU sent or received, or of what it carries
 * @param occurrence which occurrence, from 1
 * @param add true to add, false to take away
 */
public record StageTrigger(
        Role role, Optional<Stage> stage, Optional<String> on, int occurrence, boolean add, Toxic toxic) {

    public StageTrigger {
        if (stage.isEmpty() && on.isEmpty() || occurrence < 1) {
            throw new IllegalArgumentException("a trigger needs a stage or a message, and an occurrence from 1 on");
        }
    }

    public static StageTrigger add(Toxic toxic, Role role, String on) {
        return new StageTrigger(role, Optional.empty(), Optional.of(on), 1, true, toxic);
    }

    public static StageTrigger add(Toxic toxic, Role role, Stage entered) {
        return new StageTrigger(role, Optional.of(entered), Optional.empty(), 1, true, toxic);
    }

    /** The same event, but the toxic is taken away. */
    public StageTrigger removing() {
        return new StageTrigger(role, stage, on, occurrence, false, toxic);
    }
}

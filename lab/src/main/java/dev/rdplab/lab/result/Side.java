package dev.rdplab.lab.result;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.OptionalLong;

/**
 * How one end saw a connection end.
 *
 * @param stage null where it is unknown, which only a capture leaves so
 * @param by the side that ended it; null where neither did, or a capture leaves it open
 * @param code see {@link dev.rdplab.protocol.handshake.Outcome#code}
 * @param lastSent title of the last PDU sent; empty if none
 * @param lastReceived title of the last PDU received; empty if none
 */
public record Side(
        Stage stage,
        EndingKind ending,
        Role by,
        OptionalLong code,
        String detail,
        String lastSent,
        String lastReceived) {

    public static Side of(Ending ending) {
        var outcome = ending.outcome();
        return new Side(
                ending.stage(),
                ending.kind(),
                outcome.by(),
                outcome.code(),
                outcome.detail(),
                ending.lastSent(),
                ending.lastReceived());
    }

    /** The stage's word, or {@code unknown}. */
    public String stageWord() {
        return stage == null ? "unknown" : stage.word();
    }

    public boolean completed() {
        return ending == EndingKind.COMPLETED;
    }
}

package dev.rdplab.experiments.cuts;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;

/**
 * How the client saw a cut end.
 *
 * @param measured false when it was concluded: silence behind a byte at which FIN was measured leaves the client in the same
 *     stage, and there its deadline passes
 */
public record CutEnding(Stage stage, EndingKind kind, Role by, boolean measured) {

    static CutEnding measured(Ending ending) {
        return new CutEnding(ending.stage(), ending.kind(), ending.outcome().by(), true);
    }

    /** What silence at the same byte leads to: a client that is up leaves when it wants, any other waits in vain. */
    CutEnding withSilence() {
        var left = kind == EndingKind.COMPLETED ? kind : EndingKind.TIMEOUT;
        return new CutEnding(stage, left, Role.CLIENT, false);
    }

    /** Whether both say the same, however it is known. */
    boolean alike(CutEnding other) {
        return stage == other.stage && kind == other.kind && by == other.by;
    }

    @Override
    public String toString() {
        return kind + " at " + stage;
    }
}

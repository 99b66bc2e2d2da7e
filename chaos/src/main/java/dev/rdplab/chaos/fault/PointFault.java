package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import java.util.List;

/** A fault that happens between two bytes: at a message, a stage or a raw offset. */
public sealed interface PointFault extends Fault permits Endings, Answers, Renegotiate, Writes.Delay {

    /** What is done at the moment. */
    List<Effect> act(Strike strike);

    /** Whether nothing that was due later is done any more. */
    boolean ends();
}

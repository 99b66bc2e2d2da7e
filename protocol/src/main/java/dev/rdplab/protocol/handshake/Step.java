package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.wire.Deviation;
import java.util.List;

/**
 * The answer of a state to an input.
 *
 * @param next the state to go on in
 * @param effects what to do, in order
 * @param received the name of the PDU that the input held; empty when the input was not a frame
 * @param carries what that PDU carried when it tells more, see {@link Message#carries}
 * @param deviations what was wrong with that PDU and was borne
 */
public record Step(
        HandshakeState next, List<Effect> effects, String received, String carries, List<Deviation> deviations) {

    public Step {
        effects = List.copyOf(effects);
        deviations = List.copyOf(deviations);
    }

    public Step(HandshakeState next, List<Effect> effects, String received, String carries) {
        this(next, effects, received, carries, List.of());
    }

    public static Step to(HandshakeState next, Effect... effects) {
        return new Step(next, List.of(effects), "", "");
    }

    /** The same step, naming the PDU that led to it. */
    public Step received(String pdu) {
        return new Step(next, effects, pdu, "", deviations);
    }

    public Step received(String pdu, String content) {
        return new Step(next, effects, pdu, content, deviations);
    }

    /** The same step, with what was borne of the PDU that led to it. */
    public Step bore(List<Deviation> borne) {
        return new Step(next, effects, received, carries, borne);
    }
}

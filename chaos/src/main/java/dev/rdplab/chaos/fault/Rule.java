package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Stage;

/** A fault and when it acts. @throws IllegalArgumentException from the constructor when the two do not go together */
public record Rule(Moment when, Fault fault) {

    public Rule {
        boolean message = fault instanceof MessageFault;
        if (message
                && !((MessageFault) fault).withoutMessage()
                && when.on().isEmpty()
                && when.wire().isEmpty()) {
            throw new IllegalArgumentException(word(fault) + " acts on a message: name it with on");
        }
        if (message && when.wire().isPresent() && !((MessageFault) fault).onWire()) {
            throw new IllegalArgumentException(word(fault) + " does not act at a wire offset: name a message with on");
        }
        if (fault instanceof Endings.AcceptRst
                && (when.on().isPresent() || !when.stage().equals(java.util.Optional.of(Stage.CONNECT)))) {
            throw new IllegalArgumentException("accept-rst acts at the stage connect alone");
        }
    }

    private static String word(Fault fault) {
        return FaultKind.of(fault).word();
    }

    @Override
    public String toString() {
        return when + ": " + word(fault);
    }
}

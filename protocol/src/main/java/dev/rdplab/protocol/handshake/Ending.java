package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Stage;

/**
 * The end of a connection as one side saw it.
 *
 * @param stage where this side was; null where a capture does not tell
 * @param lastSent title of the last PDU this side sent; empty if none
 * @param lastReceived title of the last PDU this side received whole; empty if none
 */
public record Ending(Outcome outcome, Stage stage, String lastSent, String lastReceived) {

    public EndingKind kind() {
        return outcome.kind();
    }
}

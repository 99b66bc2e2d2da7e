package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Outcome;

/** The ending of a connection that its owner tore down before it had one. */
public final class Abandoned {

    private Abandoned() {}

    public static Ending by(Endpoint endpoint) {
        var outcome = Outcome.of(EndingKind.CLOSED_RST, endpoint.role()).detail("torn down by its owner");
        return new Ending(outcome, endpoint.stage(), "", "");
    }
}

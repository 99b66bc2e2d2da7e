package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How one leg ended: the connection from the client, or the one to the server.
 *
 * @param stage empty where it is hidden by encryption
 * @param by the end that ended it, as the leg shows it
 * @param code number of the alert or of the negotiation failure
 * @param lastFromClient name of the last message in clear that the leg carried from the client; empty if none
 * @param lastFromServer the same from the server
 */
public record LegEnd(
        Optional<Stage> stage,
        EndingKind ending,
        Role by,
        OptionalLong code,
        String detail,
        String lastFromClient,
        String lastFromServer) {}

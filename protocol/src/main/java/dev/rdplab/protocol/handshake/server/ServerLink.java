package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.x224.Routing;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;

/**
 * What the server knows once the security has been negotiated.
 *
 * @param requested the client's offer, which the GCC response repeats
 * @param routing the cookie or token of the Connection Request
 */
record ServerLink(
        ServerPolicy policy,
        Environment environment,
        SecurityProtocols requested,
        SecurityProtocols selected,
        Optional<Routing> routing) {

    /** Whether the client shows the token that a redirection gave it. */
    boolean shows(String token) {
        return routing.isPresent() && routing.get().equals(Routing.of(token));
    }

    boolean credSsp() {
        return selected.equals(SecurityProtocols.HYBRID) || earlyAuthorization();
    }

    boolean earlyAuthorization() {
        return selected.equals(SecurityProtocols.HYBRID_EX);
    }
}

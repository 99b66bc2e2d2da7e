package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.x224.SecurityProtocols;

/**
 * What the server knows once the security has been negotiated.
 *
 * @param requested the client's offer, which the GCC response repeats
 */
record ServerLink(
        ServerPolicy policy, Environment environment, SecurityProtocols requested, SecurityProtocols selected) {

    boolean credSsp() {
        return selected.equals(SecurityProtocols.HYBRID) || earlyAuthorization();
    }

    boolean earlyAuthorization() {
        return selected.equals(SecurityProtocols.HYBRID_EX);
    }
}

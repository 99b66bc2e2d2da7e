package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;

/** What the client knows once the security has been negotiated. */
record ClientLink(ClientPolicy policy, Environment environment, SecurityProtocols selected, ResponseFlags flags) {

    boolean credSsp() {
        return selected.equals(SecurityProtocols.HYBRID) || earlyAuthorization();
    }

    boolean earlyAuthorization() {
        return selected.equals(SecurityProtocols.HYBRID_EX);
    }
}

package dev.rdplab.protocol.handshake.server;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the server authenticates against Entra ID, [MS-RDPBCGR] 5.4.5.4.
 *
 * @param host the name that an assertion must be for; empty for any
 * @param result a result for every request, right or wrong
 */
public record AadPolicy(Optional<String> host, OptionalLong result) {
    public static final AadPolicy DEFAULT = new AadPolicy(Optional.empty(), OptionalLong.empty());
}

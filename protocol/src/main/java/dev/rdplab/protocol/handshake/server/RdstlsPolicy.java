package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether and how the server speaks RDSTLS, [MS-RDPBCGR] 5.4.5.3.
 *
 * @param always selected whenever a client offers it, whatever the security layer
 * @param handedOut guid and password that a redirection gave away and that alone are taken; empty for the accounts' passwords
 * @param result a result code for every request, right or wrong
 */
public record RdstlsPolicy(boolean always, Optional<HandedOut> handedOut, OptionalLong result) {

    public static final RdstlsPolicy DEFAULT = new RdstlsPolicy(false, Optional.empty(), OptionalLong.empty());

    /** What a redirection packet gave away. @param guid may be empty @param password opaque */
    public record HandedOut(Bytes guid, String user, Bytes password) {
        @Override
        public String toString() {
            return "HandedOut[user=" + user + ", password=***]";
        }
    }
}

package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;

/** Makes the initiator of an attempt's authentication: NTLM in clear, in SPNEGO, or with a ticket. */
@FunctionalInterface
public interface Authentication {

    Mechanism initiator(ClientPolicy policy, Environment environment, TlsSession tls);

    /** Why the mechanism refuses to begin, when it does; one line without secrets. */
    default String refusal() {
        return "";
    }

    /** Whether a token may have to wait for a third party, such as a KDC: it must not hold up other connections then. */
    default boolean mayBlock() {
        return false;
    }
}

package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.wire.Bytes;

/** What a service remembers of authenticators, RFC 4120 section 3.2.3: each is good once. */
@FunctionalInterface
public interface ReplayCache {

    /** A cache that remembers nothing and so never reports a replay. */
    ReplayCache NONE = authenticator -> true;

    /**
     * @param authenticator its cipher text, which no two valid ones share
     * @return whether it was never seen before; from now on it was
     */
    boolean firstSeen(Bytes authenticator);
}

package dev.rdplab.kerberos;

import dev.rdplab.kerberos.protocol.ReplayCache;
import dev.rdplab.protocol.wire.Bytes;
import java.util.LinkedHashSet;

/** Remembers the latest authenticators of one server, the oldest forgotten first. Safe for use by any thread. */
public final class MemoryReplayCache implements ReplayCache {

    private static final int MAX = 10_000;

    private final LinkedHashSet<Bytes> seen = new LinkedHashSet<>();

    @Override
    public synchronized boolean firstSeen(Bytes authenticator) {
        if (seen.size() == MAX) {
            var oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return seen.add(authenticator);
    }
}

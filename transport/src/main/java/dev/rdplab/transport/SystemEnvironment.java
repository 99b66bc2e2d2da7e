package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.wire.Bytes;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Time and randomness of the machine, for a peer that is real. */
public final class SystemEnvironment {

    private static final SecureRandom RANDOM = new SecureRandom();

    private SystemEnvironment() {}

    public static Environment now() {
        return new Environment(
                (purpose, length) -> {
                    byte[] bytes = new byte[length];
                    RANDOM.nextBytes(bytes);
                    return Bytes.wrap(bytes);
                },
                InstantSource.system());
    }
}

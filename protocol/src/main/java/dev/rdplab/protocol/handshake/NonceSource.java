package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.wire.Bytes;

/** Where random numbers come from. A run with a seed repeats them; a probe of a real server draws them from the system. */
@FunctionalInterface
public interface NonceSource {

    /**
     * @param purpose the specification's word, such as {@code ServerChallenge}: a seeded source draws by purpose, so that
     *     an added draw elsewhere changes nothing
     * @param length bytes
     */
    Bytes next(String purpose, int length);
}

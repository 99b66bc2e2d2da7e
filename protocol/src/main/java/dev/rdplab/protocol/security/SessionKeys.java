package dev.rdplab.protocol.security;

import static dev.rdplab.protocol.security.Digests.md5;
import static dev.rdplab.protocol.security.Digests.saltedHashes;

import dev.rdplab.protocol.wire.Bytes;

/**
 * The keys of one connection, made from both random numbers, [MS-RDPBCGR] 5.3.5.1. Never printed.
 *
 * @param macKey 8 or 16 bytes
 * @param clientKey with which the client encrypts first, 8 or 16 bytes
 * @param serverKey with which the server encrypts first, 8 or 16 bytes
 */
public record SessionKeys(EncryptionMethod method, Bytes macKey, Bytes clientKey, Bytes serverKey) {

    /**
     * @param clientRandom 32 bytes
     * @param serverRandom 32 bytes
     * @throws IllegalArgumentException for {@link EncryptionMethod#NONE} and {@link EncryptionMethod#FIPS}, which have no
     *     such keys: ask {@link EncryptionMethod#isSupported} before
     */
    public static SessionKeys derive(EncryptionMethod method, Bytes clientRandom, Bytes serverRandom) {
        if (method.keyLength() == 0) {
            throw new IllegalArgumentException("no RC4 keys for encryption method " + method);
        }
        if (clientRandom.length() != SecurityExchange.RANDOM_LENGTH
                || serverRandom.length() != SecurityExchange.RANDOM_LENGTH) {
            throw new IllegalArgumentException("random numbers are 32 bytes each");
        }
        Bytes preMaster = Bytes.concat(clientRandom.slice(0, 24), serverRandom.slice(0, 24));
        Bytes master = saltedHashes(preMaster, clientRandom, serverRandom, "A", "BB", "CCC");
        Bytes blob = saltedHashes(master, clientRandom, serverRandom, "X", "YY", "ZZZ");
        // "Decrypt" and "encrypt" are seen from the client: the second 128 bits are the server's sending key.
        return new SessionKeys(
                method,
                weakened(method, blob.slice(0, 16)),
                weakened(method, md5(blob.slice(32, 48), clientRandom, serverRandom)),
                weakened(method, md5(blob.slice(16, 32), clientRandom, serverRandom)));
    }

    /** Cuts a key to the method's strength: the known bytes in front leave 40 or 56 bits, 5.3.5.1. */
    static Bytes weakened(EncryptionMethod method, Bytes key) {
        return switch (method) {
            case BITS_128 -> key;
            case BITS_56 -> Bytes.concat(Bytes.of(0xd1), key.slice(1, 8));
            case BITS_40 -> Bytes.concat(Bytes.of(0xd1, 0x26, 0x9e), key.slice(3, 8));
            case NONE, FIPS -> throw new IllegalArgumentException("no RC4 keys for encryption method " + method);
        };
    }

    @Override
    public String toString() {
        return "SessionKeys[" + method + ", ***]";
    }
}

package dev.rdplab.protocol.credssp;

import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What both ends prove to each other about the TLS connection, [MS-CSSP] 3.1.5: the plain text of
 * {@link TsRequest#pubKeyAuth}. From version 5 on it is a SHA-256 hash (32 bytes) over a nonce and the key, before that
 * the key itself.
 *
 * @param version the lower of both versions
 * @param publicKey the server's SubjectPublicKey as in {@link dev.rdplab.protocol.handshake.TlsSession#publicKey}
 * @param clientNonce must be there from version 5 on
 */
public record PublicKeyBinding(int version, Bytes publicKey, Optional<Bytes> clientNonce) {

    /** The version that hashes. */
    public static final int HASHED_SINCE = 5;

    private static final Bytes CLIENT_TO_SERVER = magic("CredSSP Client-To-Server Binding Hash");
    private static final Bytes SERVER_TO_CLIENT = magic("CredSSP Server-To-Client Binding Hash");

    public PublicKeyBinding {
        if (publicKey.isEmpty()) {
            throw new IllegalArgumentException("no public key");
        }
        if (version >= HASHED_SINCE && clientNonce.isEmpty()) {
            throw new IllegalArgumentException("version " + version + " needs a clientNonce");
        }
    }

    /** What the client sends. */
    public Bytes clientToServer() {
        return version >= HASHED_SINCE ? hash(CLIENT_TO_SERVER) : publicKey;
    }

    /** What the server sends; before version 5 "the first byte of the public key incremented by 1". */
    public Bytes serverToClient() {
        return version >= HASHED_SINCE
                ? hash(SERVER_TO_CLIENT)
                : Bytes.concat(Bytes.of(publicKey.get(0) + 1), publicKey.slice(1));
    }

    private Bytes hash(Bytes magic) {
        return Digests.sha256(magic, clientNonce.orElseThrow(), publicKey);
    }

    /** The terminating zero belongs to the hashed text. */
    private static Bytes magic(String text) {
        return Bytes.copyOf((text + '\0').getBytes(StandardCharsets.US_ASCII));
    }
}

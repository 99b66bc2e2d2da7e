package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.security.Digests.md5;
import static dev.rdplab.protocol.security.Digests.paddedHash;
import static dev.rdplab.protocol.security.Digests.saltedHashes;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The two keys of licensing, [MS-RDPELE] 5.1. Each message is encrypted from the start of the key stream. Never printed.
 *
 * @param macSaltKey 16 bytes
 * @param licensingEncryptionKey 16 bytes
 */
public record LicenseKeys(Bytes macSaltKey, Bytes licensingEncryptionKey) {

    /** Bytes of a pre-master secret. */
    public static final int PRE_MASTER_SECRET_LENGTH = 48;

    /**
     * 5.1.2 and 5.1.3.
     *
     * @param preMasterSecret 48 bytes that the client drew
     * @param clientRandom 32 bytes of its request
     * @param serverRandom 32 bytes of the server's request
     */
    public static LicenseKeys derive(Bytes preMasterSecret, Bytes clientRandom, Bytes serverRandom) {
        LicenseMessage.requireLength("preMasterSecret", preMasterSecret, PRE_MASTER_SECRET_LENGTH);
        Bytes master = saltedHashes(preMasterSecret, clientRandom, serverRandom, "A", "BB", "CCC");
        Bytes blob = saltedHashes(master, serverRandom, clientRandom, "A", "BB", "CCC");
        return new LicenseKeys(blob.slice(0, 16), md5(blob.slice(16, 32), clientRandom, serverRandom));
    }

    /**
     * The keys a server gets from the client's first answer.
     *
     * @throws ProtocolViolationException where no 48 bytes come out of {@code EncryptedPreMasterSecret}; rdesktop sends
     *     zeros, from which they do
     */
    public static LicenseKeys of(NewLicenseRequest request, Bytes serverRandom, RsaKeyPair serverKey) {
        return of(request.encryptedPreMasterSecret(), request.clientRandom(), serverRandom, serverKey);
    }

    /** As {@link #of(NewLicenseRequest, Bytes, RsaKeyPair)}, for a client that shows a licence. */
    public static LicenseKeys of(LicenseInfo info, Bytes serverRandom, RsaKeyPair serverKey) {
        return of(info.encryptedPreMasterSecret(), info.clientRandom(), serverRandom, serverKey);
    }

    private static LicenseKeys of(
            LicenseBlob encryptedPreMasterSecret, Bytes clientRandom, Bytes serverRandom, RsaKeyPair serverKey) {
        Bytes secret = serverKey
                .decrypt(encryptedPreMasterSecret.blobData(), PRE_MASTER_SECRET_LENGTH)
                .orElseThrow(() -> violation(
                        "LICENSE_BINARY_BLOB",
                        "EncryptedPreMasterSecret",
                        Problem.INCONSISTENT,
                        "does not decrypt with our key"));
        return derive(secret, clientRandom, serverRandom);
    }

    public LicenseKeys {
        LicenseMessage.requireLength("macSaltKey", macSaltKey, 16);
        LicenseMessage.requireLength("licensingEncryptionKey", licensingEncryptionKey, 16);
    }

    /** Encrypts or decrypts; RC4 does both by the same operation. 5.1.4 and 5.1.5. */
    public Bytes crypt(Bytes data) {
        var engine = new RC4Engine();
        engine.init(true, new KeyParameter(licensingEncryptionKey.toArray()));
        byte[] result = new byte[data.length()];
        engine.processBytes(data.toArray(), 0, result.length, result, 0);
        return Bytes.wrap(result);
    }

    /** {@code MACData} over clear data, 16 bytes. 5.1.6. */
    public Bytes mac(Bytes clear) {
        var covered = new WireWriter().u32le("length", clear.length()).bytes("data", clear);
        return paddedHash(macSaltKey, covered.toBytes());
    }

    void verify(String message, Bytes clear, Bytes macData) {
        if (!mac(clear).equals(macData)) {
            throw violation(message, "MACData", Problem.BAD_SIGNATURE, "");
        }
    }

    /** For what was encrypted: offsets count from its start. */
    static WireReader reader(Bytes clear, String message) {
        return WireReader.of(clear, Stage.LICENSING, message);
    }

    private static ProtocolViolationException violation(String message, String field, Problem problem, String detail) {
        return new ProtocolViolationException(Stage.LICENSING, message, field, -1, problem, detail);
    }

    @Override
    public String toString() {
        return "LicenseKeys[***]";
    }
}

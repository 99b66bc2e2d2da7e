package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** Makes a key of a password, RFC 3962 section 4. */
public final class PasswordKey {

    public static final int DEFAULT_ITERATIONS = 4096;

    private PasswordKey() {}

    /**
     * @param salt usually realm and name without separators, {@link Principal#salt()}
     * @param iterations of PBKDF2; the caller bounds it, as a KDC may name 2^32
     */
    public static EncryptionKey of(EncryptionType type, Secret password, String salt, int iterations) {
        var generator = new PKCS5S2ParametersGenerator(new SHA1Digest());
        generator.init(
                password.reveal().getBytes(StandardCharsets.UTF_8), salt.getBytes(StandardCharsets.UTF_8), iterations);
        var random = (KeyParameter) generator.generateDerivedParameters(type.keyLength() * 8);
        return new EncryptionKey(type, Bytes.wrap(AesCts.derive(random.getKey(), Bytes.ascii("kerberos"))));
    }

    public static EncryptionKey of(EncryptionType type, Secret password, String salt) {
        return of(type, password, salt, DEFAULT_ITERATIONS);
    }
}

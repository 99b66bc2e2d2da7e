package dev.rdplab.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The RSA key of the lab's certificates, PKCS #8 in base64. It was made from the lab's seed and is no secret. To search its two
 * primes again in each process took more processor time than all the rest of a test's first server.
 */
final class BundledKey {

    static final String KIND = "RSA 2048";
    private static final String FILE = "rsa-2048.pkcs8";

    private BundledKey() {}

    static KeyPair read() {
        try (var in = BundledKey.class.getResourceAsStream(FILE)) {
            var keys = KeyFactory.getInstance("RSA");
            var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(in.readAllBytes()));
            var secret = (RSAPrivateCrtKey) keys.generatePrivate(spec);
            var open = keys.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new KeyPair(open, secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(FILE, e);
        }
    }
}

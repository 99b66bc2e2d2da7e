package dev.rdplab.transport.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate with its key.
 *
 * @param chain the certificate itself first, then those that vouch for it; at least one
 */
public record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one certificate");
        }
    }

    public X509Certificate certificate() {
        return chain.get(0);
    }

    /** {@code RSA}, {@code EC} or another. */
    public String keyAlgorithm() {
        return certificate().getPublicKey().getAlgorithm();
    }

    /** Names the subject; the key is never shown. */
    @Override
    public String toString() {
        return keyAlgorithm() + " " + certificate().getSubjectX500Principal();
    }
}

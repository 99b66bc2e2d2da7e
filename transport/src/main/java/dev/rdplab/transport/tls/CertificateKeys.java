package dev.rdplab.transport.tls;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Hands an engine the first certificate whose key is of the wanted kind, whatever else is wrong with it: expired or made
 * for another purpose, a server's certificate is served as it is. The engines name kinds in their own ways.
 */
final class CertificateKeys extends X509ExtendedKeyManager {

    private final List<ServerCertificate> certificates;
    private final boolean keyless;

    CertificateKeys(List<ServerCertificate> certificates) {
        this(certificates, false);
    }

    private CertificateKeys(List<ServerCertificate> certificates, boolean keyless) {
        this.certificates = certificates;
        this.keyless = keyless;
    }

    /** Hands out certificates only; the keys are held elsewhere. */
    CertificateKeys keyless() {
        return new CertificateKeys(certificates, true);
    }

    /** For engines that take a key as it is. */
    KeyManagerFactory factory() {
        return new Factory(this);
    }

    /** For OpenSSL's, which would read certificate and key from their text for each handshake otherwise. */
    KeyManagerFactory readOnce() {
        return new OpenSslCachingX509KeyManagerFactory(factory());
    }

    private static boolean fits(String keyType, String algorithm) {
        return switch (algorithm) {
            case "EC" -> !keyType.contains("RSA") && keyType.contains("EC");
            case "RSASSA-PSS" -> keyType.contains("RSASSA-PSS");
            case "RSA" -> keyType.contains("RSA") && !keyType.contains("RSASSA-PSS");
            default -> keyType.contains(algorithm);
        };
    }

    private String choose(String keyType) {
        return IntStream.range(0, certificates.size())
                .filter(i -> fits(keyType, certificates.get(i).keyAlgorithm()))
                .mapToObj(Integer::toString)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return choose(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return IntStream.range(0, certificates.size())
                .filter(i -> fits(keyType, certificates.get(i).keyAlgorithm()))
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return certificates.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keyless ? null : certificates.get(Integer.parseInt(alias)).key();
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return null;
    }

    /** The way a key manager is handed over. */
    private static final class Factory extends KeyManagerFactory {
        Factory(KeyManager keys) {
            super(new Spi(keys), null, "certificates");
        }
    }

    private static final class Spi extends KeyManagerFactorySpi {

        private final KeyManager keys;

        Spi(KeyManager keys) {
            this.keys = keys;
        }

        @Override
        protected void engineInit(KeyStore store, char[] password) {
            throw new UnsupportedOperationException("the keys are there");
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            throw new UnsupportedOperationException("the keys are there");
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {keys};
        }
    }
}

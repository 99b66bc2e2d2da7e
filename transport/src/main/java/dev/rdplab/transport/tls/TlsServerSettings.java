package dev.rdplab.transport.tls;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A server's TLS.
 *
 * @param cipherSuites standard names in order of preference; empty for the engine's own
 * @param groups names such as {@code secp384r1}; the JDK's engine takes them from version 20 on
 * @param certificates the first that fits the client's offer serves; with {@link TlsEngine#OPENSSL} an EC one if the client
 *     takes it, an RSA one otherwise
 * @param clientCertificate whether the client is asked for one (never required)
 * @param engine empty for the fastest that fits, of those that serve the same on every Java
 */
public record TlsServerSettings(
        Set<TlsVersion> versions,
        List<String> cipherSuites,
        List<String> groups,
        List<ServerCertificate> certificates,
        boolean clientCertificate,
        Optional<TlsEngine> engine) {

    public TlsServerSettings {
        versions = Set.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
        certificates = List.copyOf(certificates);
        if (versions.isEmpty() || certificates.isEmpty() || groups.isEmpty()) {
            throw new IllegalArgumentException("a TLS server needs a version, a group and a certificate");
        }
    }

    /** TLS 1.2 and 1.3 with this certificate. */
    public static TlsServerSettings of(ServerCertificate... certificates) {
        return new TlsServerSettings(
                Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                List.of(),
                TlsClientSettings.GROUPS,
                List.of(certificates),
                false,
                Optional.empty());
    }

    /** The kinds of key there are. */
    Set<String> keyAlgorithms() {
        return certificates.stream().map(ServerCertificate::keyAlgorithm).collect(Collectors.toSet());
    }

    List<ServerCertificate> certificates(String keyAlgorithm) {
        return certificates.stream()
                .filter(one -> one.keyAlgorithm().equals(keyAlgorithm))
                .toList();
    }

    public TlsServerSettings versions(TlsVersion... only) {
        return new TlsServerSettings(Set.of(only), cipherSuites, groups, certificates, clientCertificate, engine);
    }

    public TlsServerSettings cipherSuites(String... only) {
        return new TlsServerSettings(versions, List.of(only), groups, certificates, clientCertificate, engine);
    }

    public TlsServerSettings groups(String... only) {
        return new TlsServerSettings(versions, cipherSuites, List.of(only), certificates, clientCertificate, engine);
    }

    public TlsServerSettings askingClientCertificate() {
        return new TlsServerSettings(versions, cipherSuites, groups, certificates, true, engine);
    }

    public TlsServerSettings engine(TlsEngine one) {
        return new TlsServerSettings(versions, cipherSuites, groups, certificates, clientCertificate, Optional.of(one));
    }
}

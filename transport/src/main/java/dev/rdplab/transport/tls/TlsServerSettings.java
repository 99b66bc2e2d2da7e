package dev.rdplab.transport.tls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server's TLS.
 *
 * @param cipherSuites standard names in order of preference; empty for the engine's own
 * @param certificates the first that fits the client's offer serves; with {@link TlsEngine#OPENSSL} all of one kind of key
 * @param clientCertificate whether the client is asked for one (never required)
 * @param engine empty for the fastest that fits
 */
public record TlsServerSettings(
        Set<TlsVersion> versions,
        List<String> cipherSuites,
        List<ServerCertificate> certificates,
        boolean clientCertificate,
        Optional<TlsEngine> engine) {

    public TlsServerSettings {
        versions = Set.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        certificates = List.copyOf(certificates);
        if (versions.isEmpty() || certificates.isEmpty()) {
            throw new IllegalArgumentException("a TLS server needs a version and a certificate");
        }
    }

    /** TLS 1.2 and 1.3 with this certificate. */
    public static TlsServerSettings of(ServerCertificate... certificates) {
        return new TlsServerSettings(
                Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                List.of(),
                List.of(certificates),
                false,
                Optional.empty());
    }

    public TlsServerSettings versions(TlsVersion... only) {
        return new TlsServerSettings(Set.of(only), cipherSuites, certificates, clientCertificate, engine);
    }

    public TlsServerSettings cipherSuites(String... only) {
        return new TlsServerSettings(versions, List.of(only), certificates, clientCertificate, engine);
    }

    public TlsServerSettings askingClientCertificate() {
        return new TlsServerSettings(versions, cipherSuites, certificates, true, engine);
    }

    public TlsServerSettings engine(TlsEngine one) {
        return new TlsServerSettings(versions, cipherSuites, certificates, clientCertificate, Optional.of(one));
    }
}

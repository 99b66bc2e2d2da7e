package dev.rdplab.transport.tls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client's TLS.
 *
 * @param cipherSuites standard names in order of preference; empty for {@link #SUITES}
 * @param groups names such as {@code x25519}; the JDK's engine takes them from version 20 on
 * @param serverName sent as SNI; empty for none, as with an address
 * @param engine empty for BouncyCastle's, which offers the same on every Java
 */
public record TlsClientSettings(
        Set<TlsVersion> versions,
        List<String> cipherSuites,
        List<String> groups,
        Optional<String> serverName,
        TrustPolicy trust,
        Optional<TlsEngine> engine) {

    /** None of the post-quantum groups, whose key shares make a ClientHello three times as long as an RDP client's. */
    public static final List<String> GROUPS = List.of("x25519", "secp256r1", "secp384r1");

    /** What is offered unless the settings say otherwise; the JDK's engine leaves out those it has disabled. */
    public static final List<String> SUITES = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384");

    public TlsClientSettings {
        versions = Set.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
        if (versions.isEmpty() || groups.isEmpty()) {
            throw new IllegalArgumentException("a TLS client needs a version and a group");
        }
    }

    /** TLS 1.2 and 1.3, any certificate. */
    public static TlsClientSettings any() {
        return new TlsClientSettings(
                Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                List.of(),
                GROUPS,
                Optional.empty(),
                TrustPolicy.ANY,
                Optional.empty());
    }

    public TlsClientSettings versions(TlsVersion... only) {
        return new TlsClientSettings(Set.of(only), cipherSuites, groups, serverName, trust, engine);
    }

    public TlsClientSettings cipherSuites(String... only) {
        return new TlsClientSettings(versions, List.of(only), groups, serverName, trust, engine);
    }

    public TlsClientSettings groups(String... only) {
        return new TlsClientSettings(versions, cipherSuites, List.of(only), serverName, trust, engine);
    }

    public TlsClientSettings serverName(String name) {
        return new TlsClientSettings(versions, cipherSuites, groups, Optional.of(name), trust, engine);
    }

    /** For a host as a user gave it: its name is sent, an address is not, RFC 6066 section 3. */
    public TlsClientSettings serverNamed(String host) {
        return isAddress(host) ? this : serverName(host);
    }

    private static boolean isAddress(String host) {
        for (int i = 0; i < host.length() && host.indexOf(':') < 0; i++) {
            if (host.charAt(i) != '.' && !Character.isDigit(host.charAt(i))) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    public TlsClientSettings trust(TrustPolicy policy) {
        return new TlsClientSettings(versions, cipherSuites, groups, serverName, policy, engine);
    }

    public TlsClientSettings engine(TlsEngine one) {
        return new TlsClientSettings(versions, cipherSuites, groups, serverName, trust, Optional.of(one));
    }
}

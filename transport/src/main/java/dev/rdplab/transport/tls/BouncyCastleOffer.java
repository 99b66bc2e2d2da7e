package dev.rdplab.transport.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsUtils;

/**
 * Versions, suites and groups in BouncyCastle's numbers.
 *
 * @param versions the newest first
 * @param names of the suites, in the order of {@code suites}
 */
record BouncyCastleOffer(ProtocolVersion[] versions, List<String> names, int[] suites, int[] groups) {

    /** The usual suites in numbers, which have no names here but by reflection. */
    private static final int[] USUAL = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
        CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
        CipherSuite.TLS_AES_128_GCM_SHA256,
        CipherSuite.TLS_AES_256_GCM_SHA384
    };

    /** @throws IllegalArgumentException when BouncyCastle does not know a suite or group */
    static BouncyCastleOffer of(
            BouncyCastleCrypto crypto, Set<TlsVersion> versions, List<String> suites, List<String> groups) {
        boolean usual = suites.isEmpty();
        return new BouncyCastleOffer(
                versions.stream()
                        .sorted((one, other) -> other.compareTo(one))
                        .map(BouncyCastleOffer::version)
                        .toArray(ProtocolVersion[]::new),
                usual ? TlsClientSettings.SUITES : suites,
                usual
                        ? USUAL
                        : suites.stream().mapToInt(name -> suite(crypto, name)).toArray(),
                groups.stream().mapToInt(name -> group(crypto, name)).toArray());
    }

    private static int suite(BouncyCastleCrypto crypto, String name) {
        try {
            int number = CipherSuite.class.getField(name).getInt(null);
            if (TlsUtils.isSupportedCipherSuite(crypto, number)) {
                return number;
            }
        } catch (ReflectiveOperationException unknown) {
            // said below
        }
        throw new IllegalArgumentException("Unsupported CipherSuite: " + name);
    }

    private static int group(BouncyCastleCrypto crypto, String name) {
        for (int group = 1; group <= NamedGroup.ffdhe8192; group++) {
            if (name.equals(NamedGroup.getName(group)) && crypto.hasNamedGroup(group)) {
                return group;
            }
        }
        throw new IllegalArgumentException("Unsupported group: " + name);
    }

    private static ProtocolVersion version(TlsVersion version) {
        return switch (version) {
            case TLS_1_0 -> ProtocolVersion.TLSv10;
            case TLS_1_1 -> ProtocolVersion.TLSv11;
            case TLS_1_2 -> ProtocolVersion.TLSv12;
            case TLS_1_3 -> ProtocolVersion.TLSv13;
        };
    }

    /** The suites that one of the versions knows. */
    int[] usableSuites() {
        return Arrays.stream(suites)
                .filter(suite -> Arrays.stream(versions)
                        .anyMatch(version -> TlsUtils.isValidVersionForCipherSuite(suite, version)))
                .toArray();
    }

    String nameOf(int suite) {
        return names.get(IntStream.range(0, suites.length)
                .filter(i -> suites[i] == suite)
                .findAny()
                .orElseThrow());
    }

    /** As Java says it, such as {@code TLSv1.3}. */
    static String nameOf(ProtocolVersion negotiated) {
        return Arrays.stream(TlsVersion.values())
                .filter(version -> version(version).equals(negotiated))
                .map(TlsVersion::standardName)
                .findAny()
                .orElseThrow();
    }
}

package dev.rdplab.lab.export.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cipher suite that can be decrypted, by its standard name, from which everything else follows.
 *
 * @param number as in the hello
 */
public record CipherSuite(int number, String name) {

    private static final Map<Integer, CipherSuite> KNOWN = new HashMap<>();

    static {
        add(0x1301, "TLS_AES_128_GCM_SHA256");
        add(0x1302, "TLS_AES_256_GCM_SHA384");
        add(0x1303, "TLS_CHACHA20_POLY1305_SHA256");
        for (String exchange : List.of("RSA 2f 35 3c 3d 9c 9d", "DHE_RSA 33 39 67 6b 9e 9f")) {
            String[] words = exchange.split(" ");
            for (int i = 1; i < words.length; i++) {
                String cipher = List.of(
                                "AES_128_CBC_SHA",
                                "AES_256_CBC_SHA",
                                "AES_128_CBC_SHA256",
                                "AES_256_CBC_SHA256",
                                "AES_128_GCM_SHA256",
                                "AES_256_GCM_SHA384")
                        .get(i - 1);
                add(Integer.parseInt(words[i], 16), "TLS_" + words[0] + "_WITH_" + cipher);
            }
        }
        add(0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA");
        add(0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA");
        add(0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
        add(0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
        add(0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256");
        add(0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384");
        add(0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");
        add(0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384");
        add(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        add(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        add(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        add(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        add(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
        add(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");
        add(0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    }

    /** Those of old servers, which are named and not decrypted. */
    private static final Map<Integer, String> OLD = Map.of(
            0x0004, "TLS_RSA_WITH_RC4_128_MD5",
            0x0005, "TLS_RSA_WITH_RC4_128_SHA",
            0x0009, "TLS_RSA_WITH_DES_CBC_SHA",
            0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
            0xc007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
            0xc008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
            0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA");

    private static void add(int number, String name) {
        KNOWN.put(number, new CipherSuite(number, name));
    }

    static Optional<CipherSuite> of(int number) {
        return Optional.ofNullable(KNOWN.get(number));
    }

    /** Those of TLS 1.3 whose hash gives so many bytes. */
    static List<CipherSuite> ofTls13(int hashLength) {
        return List.of(0x1301, 0x1302, 0x1303).stream()
                .map(KNOWN::get)
                .filter(suite -> suite.hashLength() == hashLength)
                .toList();
    }

    /** The standard name, or the number where it is not known here. */
    public static String nameOf(int number) {
        return of(number)
                .map(CipherSuite::name)
                .or(() -> Optional.ofNullable(OLD.get(number)))
                .orElseGet(() -> String.format("0x%04x", number));
    }

    boolean gcm() {
        return name.contains("_GCM_");
    }

    boolean chaCha20() {
        return name.contains("_CHACHA20_");
    }

    boolean cbc() {
        return name.contains("_CBC_");
    }

    /** Bytes. */
    int keyLength() {
        return name.contains("AES_128") ? 16 : 32;
    }

    /** The JCA name of the HMAC over the hash that derives keys: SHA-256 unless the suite names SHA-384. */
    String prfMac() {
        return name.endsWith("SHA384") ? "HmacSHA384" : "HmacSHA256";
    }

    int hashLength() {
        return name.endsWith("SHA384") ? 48 : 32;
    }

    /** The JCA name of the MAC of CBC suites. */
    String recordMac() {
        return name.endsWith("_SHA") ? "HmacSHA1" : prfMac();
    }

    /** Bytes of {@link #recordMac}. */
    int macLength() {
        return name.endsWith("_SHA") ? 20 : hashLength();
    }
}

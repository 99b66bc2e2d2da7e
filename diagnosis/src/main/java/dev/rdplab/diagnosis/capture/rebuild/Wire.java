package dev.rdplab.diagnosis.capture.rebuild;

import java.util.List;

/**
 * How records are made, which their lengths follow from.
 *
 * @param suite the standard name; empty for one that is not known, and then an AEAD suite is meant
 * @param tls13 a content type is encrypted too
 * @param tls10 TLS 1.0 or SSL 3.0: a record has no initialization vector of its own
 */
record Wire(String suite, boolean tls13, boolean tls10) {

    private static final int TAG = 16;
    private static final int NONCE = 8;

    /** Those of the usual suites, where the ServerHello is not in the capture. */
    static final List<Wire> ANY = List.of(
            new Wire("", true, false),
            new Wire("", false, false),
            new Wire("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", false, false),
            new Wire("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", false, false));

    /** Each way in which records of a version up to 1.2 may be made with a suite whose name is not known. */
    static List<Wire> unnamed(boolean tls10) {
        return List.of(
                new Wire("", false, tls10),
                new Wire("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", false, tls10),
                new Wire("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", false, tls10),
                new Wire("TLS_RSA_WITH_RC4_128_SHA", false, tls10));
    }

    private boolean cbc() {
        return suite.contains("_CBC_");
    }

    private boolean stream() {
        return suite.contains("_RC4_") || suite.contains("_NULL_");
    }

    /** Bytes of the blocks that a cipher fills; 1 for one that needs none. */
    int block() {
        return !cbc() ? 1 : suite.contains("DES") ? 8 : 16;
    }

    /** Bytes of the MAC of a CBC suite, which may stand behind whole blocks; else 0. */
    int blockMac() {
        return cbc() ? mac() : 0;
    }

    private int mac() {
        return suite.endsWith("MD5") ? 16 : suite.endsWith("SHA") ? 20 : suite.endsWith("SHA384") ? 48 : 32;
    }

    /** Bytes that a record has besides its content, the fewest. */
    int overhead() {
        if (cbc()) {
            return (tls10 ? 0 : block()) + mac() + 1;
        }
        if (stream()) {
            return mac();
        }
        boolean explicitNonce = !tls13 && !suite.contains("_CHACHA20_"); // GCM, also where the suite is not known
        return TAG + (tls13 ? 1 : 0) + (explicitNonce ? NONCE : 0);
    }
}

package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;

/** Which server certificates a client accepts. Whatever it is, the certificate is in the session's record. */
public sealed interface TrustPolicy {

    TrustPolicy ANY = new Any();

    /** Every certificate, as a client does whose user has said yes. */
    record Any() implements TrustPolicy {}

    /**
     * A chain that ends at an anchor and is valid today.
     *
     * @param anchors empty for those of the JDK
     * @param hostName whether the certificate must bear the server's name
     */
    record Verify(List<X509Certificate> anchors, boolean hostName) implements TrustPolicy {
        public Verify {
            anchors = List.copyOf(anchors);
        }
    }

    /** This one certificate. @param sha256 over its DER, 32 bytes */
    record Pin(Bytes sha256) implements TrustPolicy {
        public Pin {
            if (sha256.length() != 32) {
                throw new IllegalArgumentException("a SHA-256 has 32 bytes, not " + sha256.length());
            }
        }
    }
}

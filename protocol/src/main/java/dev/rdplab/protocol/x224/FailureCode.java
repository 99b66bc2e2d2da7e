package dev.rdplab.protocol.x224;

import java.util.List;
import java.util.Optional;

/** Why a server refuses the offered protocols: RDP_NEG_FAILURE.failureCode, [MS-RDPBCGR] 2.2.1.2.2. Unknown codes are kept. */
public record FailureCode(long value) {

    /** The server wants TLS or CredSSP; to an offer of CredSSP alone: it has only TLS. */
    public static final FailureCode SSL_REQUIRED_BY_SERVER = new FailureCode(1);
    /** The server does only standard RDP security. */
    public static final FailureCode SSL_NOT_ALLOWED_BY_SERVER = new FailureCode(2);
    /** The server has no usable certificate. */
    public static final FailureCode SSL_CERT_NOT_ON_SERVER = new FailureCode(3);
    /** The offer does not fit the protocol in effect. */
    public static final FailureCode INCONSISTENT_FLAGS = new FailureCode(4);
    /** The server wants CredSSP (NLA). */
    public static final FailureCode HYBRID_REQUIRED_BY_SERVER = new FailureCode(5);
    /** The server wants TLS with a client certificate. */
    public static final FailureCode SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER = new FailureCode(6);
    /** The server wants authentication against Microsoft Entra ID. */
    public static final FailureCode ENTRA_AUTH_REQUIRED_BY_SERVER = new FailureCode(7);

    private static final List<String> NAMES = List.of(
            "SSL_REQUIRED_BY_SERVER",
            "SSL_NOT_ALLOWED_BY_SERVER",
            "SSL_CERT_NOT_ON_SERVER",
            "INCONSISTENT_FLAGS",
            "HYBRID_REQUIRED_BY_SERVER",
            "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
            "ENTRA_AUTH_REQUIRED_BY_SERVER");

    /** @throws IllegalArgumentException unless the value fits 32 bits */
    public FailureCode {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("failure code 0x" + Long.toHexString(value));
        }
    }

    /** The specification's name, if the code has one. */
    public Optional<String> name() {
        return value >= 1 && value <= NAMES.size() ? Optional.of(NAMES.get((int) value - 1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return name().orElse("failure code 0x" + Long.toHexString(value));
    }
}

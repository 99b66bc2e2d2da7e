package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which security a server demands: the Security Layer and NLA settings of a Windows host. */
public enum SecurityLayer {
    /** Standard RDP security alone. */
    RDP,
    /** TLS, without network level authentication. */
    TLS,
    /** Network level authentication: CredSSP is demanded. */
    NLA,
    /** Like {@link #NLA}, with the Early User Authorization Result to clients that know it. */
    EXT,
    /** The best that the client offers, as Windows does with "Negotiate". */
    NEGOTIATE,
    /** TLS and RDSTLS: for clients that a redirection has led here. */
    RDSTLS,
    /** TLS and Microsoft Entra ID. */
    AAD;

    /** What the server answers: exactly one of the two is there. */
    public record Choice(Optional<SecurityProtocols> selected, Optional<FailureCode> failure) {
        static Choice select(SecurityProtocols protocol) {
            return new Choice(Optional.of(protocol), Optional.empty());
        }

        static Choice refuse(FailureCode code) {
            return new Choice(Optional.empty(), Optional.of(code));
        }
    }

    /** The answer to the protocols a client asked for, [MS-RDPBCGR] 5.4.2.1. */
    public Choice choose(SecurityProtocols requested) {
        boolean ssl = requested.contains(SecurityProtocols.SSL);
        boolean hybrid = requested.contains(SecurityProtocols.HYBRID);
        boolean extended = requested.contains(SecurityProtocols.HYBRID_EX);
        boolean any = requested.value() != 0;
        return switch (this) {
            case RDP ->
                any ? Choice.refuse(FailureCode.SSL_NOT_ALLOWED_BY_SERVER) : Choice.select(SecurityProtocols.RDP);
            case TLS -> ssl ? Choice.select(SecurityProtocols.SSL) : Choice.refuse(FailureCode.SSL_REQUIRED_BY_SERVER);
            case NLA ->
                hybrid ? Choice.select(SecurityProtocols.HYBRID) : Choice.refuse(FailureCode.HYBRID_REQUIRED_BY_SERVER);
            case EXT -> extended ? Choice.select(SecurityProtocols.HYBRID_EX) : NLA.choose(requested);
            case RDSTLS ->
                requested.contains(SecurityProtocols.RDSTLS)
                        ? Choice.select(SecurityProtocols.RDSTLS)
                        : Choice.refuse(FailureCode.SSL_REQUIRED_BY_SERVER);
            case AAD ->
                requested.contains(SecurityProtocols.RDSAAD)
                        ? Choice.select(SecurityProtocols.RDSAAD)
                        : Choice.refuse(FailureCode.ENTRA_AUTH_REQUIRED_BY_SERVER);
            case NEGOTIATE -> {
                if (extended) {
                    yield Choice.select(SecurityProtocols.HYBRID_EX);
                }
                if (hybrid) {
                    yield Choice.select(SecurityProtocols.HYBRID);
                }
                yield Choice.select(ssl ? SecurityProtocols.SSL : SecurityProtocols.RDP);
            }
        };
    }

    /** Whether TLS can come into play. */
    public boolean tls() {
        return this != RDP;
    }

    /** Whether CredSSP can come into play. */
    public boolean credSsp() {
        return this == NLA || this == EXT || this == NEGOTIATE;
    }

    /** The word used in files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<SecurityLayer> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word();
    }
}

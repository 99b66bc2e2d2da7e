package dev.rdplab.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A phase of the connection sequence, [MS-RDPBCGR] 1.3.1.1, in the order in which a connection passes through them. */
public enum Stage {
    /** TCP is being set up. */
    CONNECT,
    /** X.224 Connection Request and Confirm with the security negotiation. */
    X224,
    /** The TLS handshake. */
    TLS,
    /** TSRequest messages, [MS-CSSP]. */
    CREDSSP,
    /** The four bytes of the Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2. */
    EARLY_AUTH,
    /** RDSTLS authentication with the credentials of a redirection, [MS-RDPBCGR] 2.2.17. */
    RDSTLS,
    /** Sign-in with Microsoft Entra ID, [MS-RDPBCGR] 2.2.18. */
    RDS_AAD,
    /** MCS Connect-Initial and Connect-Response with the GCC settings. */
    MCS_CONNECT,
    /** Erect Domain, Attach User and Channel Join. */
    CHANNEL_JOIN,
    /** The client's random number under standard RDP security. */
    SECURITY_EXCHANGE,
    /** The Client Info PDU. */
    CLIENT_INFO,
    /** Licensing, [MS-RDPELE]. */
    LICENSING,
    /** Demand Active and Confirm Active. */
    CAPABILITIES,
    /** Synchronize, Control, Font List and Font Map. */
    FINALIZATION,
    /** The session is up. */
    ACTIVE;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word used in files and output, such as {@code mcs-connect}. */
    public String word() {
        return word;
    }

    /** The stage with this {@link #word()}, if there is one. */
    public static Optional<Stage> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}

package dev.rdplab.protocol.handshake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a connection ended, as one side saw it. */
public enum EndingKind {
    /** The session was up, or the stage that was asked for was reached. */
    COMPLETED,
    /** TCP could not be set up. */
    REFUSED,
    CLOSED_FIN,
    CLOSED_RST,
    /** This side's own deadline passed. */
    TIMEOUT,
    TLS_ALERT,
    /** RDP_NEG_FAILURE. */
    NEGOTIATION_FAILURE,
    /** TSRequest.errorCode. */
    CREDSSP_ERROR,
    /** Early User Authorization Result other than success. */
    ACCESS_DENIED,
    /** Set Error Info. */
    ERROR_INFO,
    /** A licensing error message that ends the connection. */
    LICENSE_ERROR,
    /** An MCS result other than rt-successful, or a DisconnectProviderUltimatum. */
    MCS_REFUSED,
    /** One side sent what the protocol forbids. */
    PROTOCOL_VIOLATION,
    /** The server named another server with a Server Redirection PDU, [MS-RDPBCGR] 2.2.13. */
    REDIRECTED,
    /** Only of captures: the capture ends before the connection does. */
    CAPTURE_ENDS,
    /** Only of captures: the capture begins after the handshake, in a session that is already up. */
    ALREADY_UP,
    /** Only of captures: the connection was opened and closed without a byte, as a port check does. */
    PORT_CHECK;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word used in files and output, such as {@code closed-rst}. */
    public String word() {
        return word;
    }

    /** Whether a socket was closed and nothing said, by FIN or by RST: which of both may hang on what was still unread. */
    public boolean isClose() {
        return this == CLOSED_FIN || this == CLOSED_RST;
    }

    /** Whether only a capture can show this: no end of a connection sees itself end so. */
    public boolean isOfCaptures() {
        return this == CAPTURE_ENDS || this == ALREADY_UP || this == PORT_CHECK;
    }

    public static Optional<EndingKind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}

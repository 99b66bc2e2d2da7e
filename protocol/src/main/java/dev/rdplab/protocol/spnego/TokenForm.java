package dev.rdplab.protocol.spnego;

/** The forms in which a server accepts the first token of an authentication. */
public enum TokenForm {
    /** As it comes. */
    ANY,
    /** The mechanism's own token alone, as FreeRDP 2 and rdesktop send it. */
    BARE,
    /** Inside SPNEGO alone, RFC 4178. */
    SPNEGO;

    boolean takes(boolean insideSpnego) {
        return this == ANY || insideSpnego == (this == SPNEGO);
    }
}

package dev.rdplab.protocol.spnego;

/** How an acceptor signs the list of mechanisms, RFC 4178 section 5. */
public enum MicForm {
    RIGHT,
    /** Not at all, although the initiator did. */
    MISSING,
    /** Rightly, but what is sealed next repeats the signature's sequence number, 0. */
    SEQUENCE_0
}

package dev.rdplab.protocol.wire;

/** What is wrong with a peer's bytes. */
public enum Problem {
    /** The data ends before the field does. */
    TRUNCATED,
    /** A declared length exceeds what is left or a limit. */
    LENGTH_OUT_OF_BOUNDS,
    /** The value is not one the specification defines. */
    UNKNOWN_VALUE,
    /** The value is defined, but not allowed here. */
    UNEXPECTED_VALUE,
    /** Two fields contradict each other. */
    INCONSISTENT,
    /** The encoding rules are broken (BER, DER, PER, text). */
    MALFORMED,
    /** Bytes are left after the end. */
    TRAILING_BYTES,
    /** A well-formed PDU that does not belong here. */
    UNEXPECTED_PDU,
    /** A signature, MAC, hash or binding does not match. */
    BAD_SIGNATURE,
    /** A count is above its bound. */
    LIMIT_EXCEEDED
}

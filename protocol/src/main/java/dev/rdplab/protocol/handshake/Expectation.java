package dev.rdplab.protocol.handshake;

/** What a state wants to read next; it decides the framing. */
public enum Expectation {
    /** One TPKT packet, RFC 1006 section 6. */
    TPKT_FRAME,
    /** One TPKT packet or one fast-path PDU, [MS-RDPBCGR] 2.2.8.1.2 and 2.2.9.1.2. */
    RDP_FRAME,
    /** One DER SEQUENCE: a TSRequest, [MS-CSSP] 2.2.1. */
    DER_FRAME,
    /** The Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2. */
    FOUR_BYTES,
    /** One RDSTLS PDU, [MS-RDPBCGR] 2.2.17. */
    RDSTLS_FRAME,
    /** One JSON text and the zero byte that ends it, [MS-RDPBCGR] 2.2.18. */
    ZERO_TERMINATED,
    /** The end of the TLS handshake. */
    TLS_READY,
    /** Nothing: what comes is left unread. */
    NOTHING
}

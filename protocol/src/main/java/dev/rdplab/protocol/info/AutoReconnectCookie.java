package dev.rdplab.protocol.info;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * ARC_CS_PRIVATE_PACKET, [MS-RDPBCGR] 2.2.4.3: proof that this client had the session {@code logonId} before. 28 bytes, or
 * none. The verifier is not printed.
 *
 * @param securityVerifier HMAC-MD5 over the client random with the server's secret, 16 bytes; empty in {@link #NONE}
 */
public record AutoReconnectCookie(long logonId, Bytes securityVerifier) implements Pdu {

    /** A length of 0: the client has no cookie. */
    public static final AutoReconnectCookie NONE = new AutoReconnectCookie(0, Bytes.EMPTY);

    private static final String NAME = "ARC_CS_PRIVATE_PACKET";
    private static final int LENGTH = 28; // cbLen 4 + Version 4 + LogonId 4 + SecurityVerifier 16
    private static final int VERSION = 1;
    private static final int VERIFIER = 16;

    public AutoReconnectCookie {
        if (securityVerifier.length() != VERIFIER && !(securityVerifier.isEmpty() && logonId == 0)) {
            throw new IllegalArgumentException("securityVerifier of " + securityVerifier.length() + " bytes");
        }
        if (logonId < 0 || logonId > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + logonId);
        }
    }

    @Override
    public void encode(WireWriter out) {
        if (securityVerifier.isEmpty()) {
            return;
        }
        out.structure(NAME, w -> w.u32le("cbLen", LENGTH)
                .u32le("Version", VERSION)
                .u32le("LogonId", logonId)
                .bytes("SecurityVerifier", securityVerifier));
    }

    /** Reads {@code cbAutoReconnectCookie} and as many bytes. */
    static AutoReconnectCookie decode(WireReader outer) {
        int length = outer.u16le("cbAutoReconnectCookie");
        if (length == 0) {
            return NONE;
        }
        if (length != LENGTH) {
            throw outer.violation("cbAutoReconnectCookie", Problem.LENGTH_OUT_OF_BOUNDS, length);
        }
        WireReader in = outer.as(NAME);
        in.expectU32le("cbLen", LENGTH);
        in.expectU32le("Version", VERSION);
        return new AutoReconnectCookie(in.u32le("LogonId"), in.bytes("SecurityVerifier", VERIFIER));
    }

    @Override
    public String toString() {
        return securityVerifier.isEmpty() ? "none" : "AutoReconnectCookie[logonId=" + logonId + ", ***]";
    }
}

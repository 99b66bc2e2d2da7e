package dev.rdplab.protocol.earlyauth;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Whether the user may log on, [MS-RDPBCGR] 2.2.10.2. Four bytes, little-endian; an unknown value is kept.
 *
 * @param authorizationResult 0 to 0xFFFFFFFF
 */
public record EarlyUserAuthorizationResult(long authorizationResult) implements Pdu {

    /** Bytes on the wire. */
    public static final int LENGTH = 4;

    public static final EarlyUserAuthorizationResult AUTHZ_SUCCESS = new EarlyUserAuthorizationResult(0);
    public static final EarlyUserAuthorizationResult AUTHZ_ACCESS_DENIED = new EarlyUserAuthorizationResult(5);

    private static final String NAME = "EARLY_USER_AUTH_RESULT";

    public EarlyUserAuthorizationResult {
        if (authorizationResult < 0 || authorizationResult > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + authorizationResult);
        }
    }

    /** Anything but success ends the connection. */
    public boolean isSuccess() {
        return equals(AUTHZ_SUCCESS);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("authorizationResult", authorizationResult));
    }

    /** Reads four bytes; anything behind them is a violation. */
    public static EarlyUserAuthorizationResult decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        var result = new EarlyUserAuthorizationResult(in.u32le("authorizationResult"));
        in.expectEnd();
        return result;
    }

    @Override
    public String toString() {
        if (isSuccess()) {
            return "AUTHZ_SUCCESS";
        }
        return equals(AUTHZ_ACCESS_DENIED) ? "AUTHZ_ACCESS_DENIED" : "0x" + Long.toHexString(authorizationResult);
    }
}

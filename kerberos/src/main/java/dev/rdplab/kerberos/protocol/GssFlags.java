package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.wire.FlagNames;

/** The context flags in an authenticator's checksum, RFC 4121 section 4.1.1.1. */
public record GssFlags(long bits) {

    public static final long DELEG = 1;
    public static final long MUTUAL = 2;
    public static final long REPLAY = 4;
    public static final long SEQUENCE = 8;
    public static final long CONF = 16;
    public static final long INTEG = 32;
    public static final long DCE_STYLE = 0x1000;

    /** What CredSSP needs: each side proved, messages sealed and in order. */
    public static final GssFlags CREDSSP = new GssFlags(MUTUAL | REPLAY | SEQUENCE | CONF | INTEG);

    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(DELEG, "DELEG")
            .with(MUTUAL, "MUTUAL")
            .with(REPLAY, "REPLAY")
            .with(SEQUENCE, "SEQUENCE")
            .with(CONF, "CONF")
            .with(INTEG, "INTEG")
            .with(DCE_STYLE, "DCE_STYLE");

    public boolean has(long flag) {
        return (bits & flag) == flag;
    }

    @Override
    public String toString() {
        return NAMES.describe(bits);
    }
}

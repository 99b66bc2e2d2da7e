package dev.rdplab.verification.real;

import java.util.Map;

/** FreeRDP 2's shadow server. On a wrong NLA password it closes TCP without an errorCode. */
public final class Shadow2 extends FreeRdpShadow {
    private Shadow2(ShadowMode mode, Account account, String... more) {
        super("freerdp-shadow-cli", "winpr-hash", mode, account, Map.of(), more);
    }

    /** Starts it for {@link Account#ALICE} and waits until it answers. */
    public static Shadow2 start(ShadowMode mode) {
        return start(mode, Account.ALICE);
    }

    /** Starts it with more options, and waits until it answers. */
    public static Shadow2 start(ShadowMode mode, Account account, String... more) {
        return new Shadow2(mode, account, more);
    }
}

package dev.rdplab.verification.real;

import java.util.Map;

/**
 * FreeRDP 3's shadow server. One client that is silent after its Connection Confirm blocks every other one, so probe
 * silence against an instance of its own. On a wrong NLA password it sends errorCode 0xC00700EA.
 */
public final class Shadow3 extends FreeRdpShadow {
    private Shadow3(ShadowMode mode, Account account, Map<String, String> environment, String... more) {
        super("freerdp-shadow-cli3", "winpr-hash3", mode, account, environment, more);
    }

    /** Starts it for {@link Account#ALICE} and waits until it answers. */
    public static Shadow3 start(ShadowMode mode) {
        return start(mode, Account.ALICE);
    }

    /** Starts it with more options ({@code /tls-secrets-file:FILE}, {@code +remote-guard}), and waits until it answers. */
    public static Shadow3 start(ShadowMode mode, Account account, String... more) {
        return new Shadow3(mode, account, Map.of(), more);
    }

    /** Starts it with NLA as the realm's TERMSRV/localhost: tickets are taken besides NTLM passwords. */
    public static Shadow3 start(KerberosKdc realm) {
        // user-to-user: the server itself asks the KDC for a ticket, so it must find the realm
        Map<String, String> environment =
                Map.of("KRB5_CONFIG", realm.configuration().toString());
        return new Shadow3(ShadowMode.NLA, Account.ALICE, environment, "/keytab:" + realm.keytab());
    }
}

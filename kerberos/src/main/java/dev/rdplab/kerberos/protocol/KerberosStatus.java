package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.spnego.KrbErrorCode;

/** Kerberos errors as SECURITY_STATUS and NTSTATUS values, [MS-ERREF] 2.1 and 2.3.1. */
public final class KerberosStatus {

    /** SEC_E_TARGET_UNKNOWN: the service has no account. */
    public static final long TARGET_UNKNOWN = 0x8009_0303L;

    /** SEC_E_NO_CREDENTIALS. */
    public static final long NO_CREDENTIALS = 0x8009_030EL;

    /** SEC_E_NO_AUTHENTICATING_AUTHORITY: no KDC answers. */
    public static final long NO_AUTHENTICATING_AUTHORITY = 0x8009_0311L;

    /** SEC_E_CONTEXT_EXPIRED: the ticket has expired. */
    public static final long CONTEXT_EXPIRED = 0x8009_0317L;

    /** SEC_E_WRONG_PRINCIPAL: the service cannot open the ticket. */
    public static final long WRONG_PRINCIPAL = 0x8009_0322L;

    /** SEC_E_TIME_SKEW: the clocks of client and server differ too much. */
    public static final long TIME_SKEW = 0x8009_0324L;

    /** SEC_E_KDC_UNABLE_TO_REFER. */
    public static final long KDC_UNABLE_TO_REFER = 0x8009_0341L;

    /** SEC_E_KDC_UNKNOWN_ETYPE: no encryption type in common. */
    public static final long KDC_UNKNOWN_ETYPE = 0x8009_0342L;

    /** SEC_E_DELEGATION_POLICY: the client may not delegate credentials to this server. */
    public static final long DELEGATION_POLICY = 0x8009_035EL;

    /** STATUS_PASSWORD_EXPIRED. */
    public static final long PASSWORD_EXPIRED = 0xC000_0071L;

    /** STATUS_ACCOUNT_EXPIRED. */
    public static final long ACCOUNT_EXPIRED = 0xC000_0193L;

    /** STATUS_ACCOUNT_DISABLED: a KDC says the same of a disabled and of a locked account. */
    public static final long ACCOUNT_DISABLED = 0xC000_0072L;

    private KerberosStatus() {}

    static long ofKdc(KrbErrorCode code) {
        return switch (code.number()) {
            case 1 -> ACCOUNT_EXPIRED;
            case 6, 24, 31 -> NtStatus.LOGON_DENIED;
            case 7 -> TARGET_UNKNOWN;
            case 14 -> KDC_UNKNOWN_ETYPE;
            case 18 -> ACCOUNT_DISABLED;
            case 23 -> PASSWORD_EXPIRED;
            case 32 -> CONTEXT_EXPIRED;
            case 37 -> TIME_SKEW;
            case 68 -> KDC_UNABLE_TO_REFER;
            default -> NO_AUTHENTICATING_AUTHORITY;
        };
    }

    /** What a client makes of the service's KRB-ERROR. */
    static long ofService(KrbErrorCode code) {
        return switch (code.number()) {
            case 32 -> CONTEXT_EXPIRED;
            case 37 -> TIME_SKEW;
            case 35, 41, 44, 45 -> WRONG_PRINCIPAL;
            default -> NtStatus.LOGON_DENIED;
        };
    }
}

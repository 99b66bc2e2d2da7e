package dev.rdplab.protocol.credssp;

/** The NTSTATUS and SECURITY_STATUS values with which our own side refuses, [MS-ERREF] 2.3.1 and 2.1. */
public final class NtStatus {

    /** Unknown user or wrong password; the code does not distinguish them. */
    public static final long LOGON_FAILURE = 0xC000_006DL;

    /** STATUS_NTLM_BLOCKED: a policy of the server or of its domain takes no NTLM. */
    public static final long NTLM_BLOCKED = 0xC000_0418L;

    /** SEC_E_UNSUPPORTED_FUNCTION: the peer did not offer what is needed. */
    public static final long UNSUPPORTED_FUNCTION = 0x8009_0302L;

    /** SEC_E_LOGON_DENIED: the peer rejected the negotiation. */
    public static final long LOGON_DENIED = 0x8009_030CL;

    /** SEC_E_MESSAGE_ALTERED: a MIC is wrong or missing. */
    public static final long MESSAGE_ALTERED = 0x8009_030FL;

    /** SEC_E_BAD_BINDINGS: the client is bound to another TLS connection. */
    public static final long BAD_BINDINGS = 0x8009_0346L;

    private NtStatus() {}
}

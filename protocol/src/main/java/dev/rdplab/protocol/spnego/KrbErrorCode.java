package dev.rdplab.protocol.spnego;

import java.util.HashMap;
import java.util.Map;

/** The error-code of a KRB-ERROR, RFC 4120 section 7.5.9; an open set. */
public record KrbErrorCode(int number) {

    private static final Map<Integer, String> NAMES = new HashMap<>();

    public static final KrbErrorCode KDC_ERR_NAME_EXP = named(1, "KDC_ERR_NAME_EXP");
    public static final KrbErrorCode KDC_ERR_C_PRINCIPAL_UNKNOWN = named(6, "KDC_ERR_C_PRINCIPAL_UNKNOWN");
    public static final KrbErrorCode KDC_ERR_S_PRINCIPAL_UNKNOWN = named(7, "KDC_ERR_S_PRINCIPAL_UNKNOWN");
    public static final KrbErrorCode KDC_ERR_POLICY = named(12, "KDC_ERR_POLICY");
    public static final KrbErrorCode KDC_ERR_BADOPTION = named(13, "KDC_ERR_BADOPTION");
    public static final KrbErrorCode KDC_ERR_ETYPE_NOSUPP = named(14, "KDC_ERR_ETYPE_NOSUPP");
    public static final KrbErrorCode KDC_ERR_CLIENT_REVOKED = named(18, "KDC_ERR_CLIENT_REVOKED");
    public static final KrbErrorCode KDC_ERR_KEY_EXPIRED = named(23, "KDC_ERR_KEY_EXPIRED");
    public static final KrbErrorCode KDC_ERR_PREAUTH_FAILED = named(24, "KDC_ERR_PREAUTH_FAILED");
    public static final KrbErrorCode KDC_ERR_PREAUTH_REQUIRED = named(25, "KDC_ERR_PREAUTH_REQUIRED");
    public static final KrbErrorCode KRB_AP_ERR_BAD_INTEGRITY = named(31, "KRB_AP_ERR_BAD_INTEGRITY");
    public static final KrbErrorCode KRB_AP_ERR_TKT_EXPIRED = named(32, "KRB_AP_ERR_TKT_EXPIRED");
    public static final KrbErrorCode KRB_AP_ERR_TKT_NYV = named(33, "KRB_AP_ERR_TKT_NYV");
    public static final KrbErrorCode KRB_AP_ERR_REPEAT = named(34, "KRB_AP_ERR_REPEAT");
    public static final KrbErrorCode KRB_AP_ERR_NOT_US = named(35, "KRB_AP_ERR_NOT_US");
    public static final KrbErrorCode KRB_AP_ERR_BADMATCH = named(36, "KRB_AP_ERR_BADMATCH");
    public static final KrbErrorCode KRB_AP_ERR_SKEW = named(37, "KRB_AP_ERR_SKEW");
    public static final KrbErrorCode KRB_AP_ERR_MSG_TYPE = named(40, "KRB_AP_ERR_MSG_TYPE");
    public static final KrbErrorCode KRB_AP_ERR_MODIFIED = named(41, "KRB_AP_ERR_MODIFIED");
    public static final KrbErrorCode KRB_AP_ERR_BADKEYVER = named(44, "KRB_AP_ERR_BADKEYVER");
    public static final KrbErrorCode KRB_AP_ERR_NOKEY = named(45, "KRB_AP_ERR_NOKEY");
    public static final KrbErrorCode KRB_AP_ERR_MUT_FAIL = named(46, "KRB_AP_ERR_MUT_FAIL");
    public static final KrbErrorCode KRB_AP_ERR_INAPP_CKSUM = named(50, "KRB_AP_ERR_INAPP_CKSUM");
    public static final KrbErrorCode KRB_ERR_RESPONSE_TOO_BIG = named(52, "KRB_ERR_RESPONSE_TOO_BIG");
    public static final KrbErrorCode KRB_ERR_GENERIC = named(60, "KRB_ERR_GENERIC");
    public static final KrbErrorCode KRB_AP_ERR_NO_TGT = named(67, "KRB_AP_ERR_NO_TGT");
    public static final KrbErrorCode KDC_ERR_WRONG_REALM = named(68, "KDC_ERR_WRONG_REALM");

    private static KrbErrorCode named(int number, String name) {
        NAMES.put(number, name);
        return new KrbErrorCode(number);
    }

    /** The specification's name, or {@code error-code N}. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(number, "error-code " + number);
    }
}

package dev.rdplab.protocol.kerberos;

/** The error-code of a {@link KrbError}, RFC 4120 section 7.5.9; an open set. */
public record KrbErrorCode(int number) {

    public static final KrbErrorCode KDC_ERR_NAME_EXP = new KrbErrorCode(1);
    public static final KrbErrorCode KDC_ERR_C_PRINCIPAL_UNKNOWN = new KrbErrorCode(6);
    public static final KrbErrorCode KDC_ERR_S_PRINCIPAL_UNKNOWN = new KrbErrorCode(7);
    public static final KrbErrorCode KDC_ERR_POLICY = new KrbErrorCode(12);
    public static final KrbErrorCode KDC_ERR_BADOPTION = new KrbErrorCode(13);
    public static final KrbErrorCode KDC_ERR_ETYPE_NOSUPP = new KrbErrorCode(14);
    public static final KrbErrorCode KDC_ERR_CLIENT_REVOKED = new KrbErrorCode(18);
    public static final KrbErrorCode KDC_ERR_KEY_EXPIRED = new KrbErrorCode(23);
    public static final KrbErrorCode KDC_ERR_PREAUTH_FAILED = new KrbErrorCode(24);
    public static final KrbErrorCode KDC_ERR_PREAUTH_REQUIRED = new KrbErrorCode(25);
    public static final KrbErrorCode KRB_AP_ERR_BAD_INTEGRITY = new KrbErrorCode(31);
    public static final KrbErrorCode KRB_AP_ERR_TKT_EXPIRED = new KrbErrorCode(32);
    public static final KrbErrorCode KRB_AP_ERR_TKT_NYV = new KrbErrorCode(33);
    public static final KrbErrorCode KRB_AP_ERR_REPEAT = new KrbErrorCode(34);
    public static final KrbErrorCode KRB_AP_ERR_NOT_US = new KrbErrorCode(35);
    public static final KrbErrorCode KRB_AP_ERR_BADMATCH = new KrbErrorCode(36);
    public static final KrbErrorCode KRB_AP_ERR_SKEW = new KrbErrorCode(37);
    public static final KrbErrorCode KRB_AP_ERR_MSG_TYPE = new KrbErrorCode(40);
    public static final KrbErrorCode KRB_AP_ERR_MODIFIED = new KrbErrorCode(41);
    public static final KrbErrorCode KRB_AP_ERR_BADKEYVER = new KrbErrorCode(44);
    public static final KrbErrorCode KRB_AP_ERR_NOKEY = new KrbErrorCode(45);
    public static final KrbErrorCode KRB_AP_ERR_MUT_FAIL = new KrbErrorCode(46);
    public static final KrbErrorCode KRB_AP_ERR_INAPP_CKSUM = new KrbErrorCode(50);
    public static final KrbErrorCode KRB_ERR_RESPONSE_TOO_BIG = new KrbErrorCode(52);
    public static final KrbErrorCode KRB_ERR_GENERIC = new KrbErrorCode(60);
    public static final KrbErrorCode KRB_AP_ERR_NO_TGT = new KrbErrorCode(67);
    public static final KrbErrorCode KDC_ERR_WRONG_REALM = new KrbErrorCode(68);

    /** The specification's name, or {@code error-code N}. */
    @Override
    public String toString() {
        return switch (number) {
            case 1 -> "KDC_ERR_NAME_EXP";
            case 6 -> "KDC_ERR_C_PRINCIPAL_UNKNOWN";
            case 7 -> "KDC_ERR_S_PRINCIPAL_UNKNOWN";
            case 12 -> "KDC_ERR_POLICY";
            case 13 -> "KDC_ERR_BADOPTION";
            case 14 -> "KDC_ERR_ETYPE_NOSUPP";
            case 18 -> "KDC_ERR_CLIENT_REVOKED";
            case 23 -> "KDC_ERR_KEY_EXPIRED";
            case 24 -> "KDC_ERR_PREAUTH_FAILED";
            case 25 -> "KDC_ERR_PREAUTH_REQUIRED";
            case 31 -> "KRB_AP_ERR_BAD_INTEGRITY";
            case 32 -> "KRB_AP_ERR_TKT_EXPIRED";
            case 33 -> "KRB_AP_ERR_TKT_NYV";
            case 34 -> "KRB_AP_ERR_REPEAT";
            case 35 -> "KRB_AP_ERR_NOT_US";
            case 36 -> "KRB_AP_ERR_BADMATCH";
            case 37 -> "KRB_AP_ERR_SKEW";
            case 40 -> "KRB_AP_ERR_MSG_TYPE";
            case 41 -> "KRB_AP_ERR_MODIFIED";
            case 44 -> "KRB_AP_ERR_BADKEYVER";
            case 45 -> "KRB_AP_ERR_NOKEY";
            case 46 -> "KRB_AP_ERR_MUT_FAIL";
            case 50 -> "KRB_AP_ERR_INAPP_CKSUM";
            case 52 -> "KRB_ERR_RESPONSE_TOO_BIG";
            case 60 -> "KRB_ERR_GENERIC";
            case 67 -> "KRB_AP_ERR_NO_TGT";
            case 68 -> "KDC_ERR_WRONG_REALM";
            default -> "error-code " + number;
        };
    }
}

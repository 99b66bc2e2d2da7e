package dev.rdplab.kerberos.protocol;

/** What a key is used for, which goes into every derived key: RFC 4120 section 7.5.1 and RFC 4121 section 2. */
public final class KeyUsage {

    public static final int AS_REQ_TIMESTAMP = 1;
    public static final int TICKET = 2;
    public static final int AS_REP = 3;
    public static final int TGS_REQ_CHECKSUM = 6;
    public static final int TGS_REQ_AUTHENTICATOR = 7;
    public static final int TGS_REP_SESSION_KEY = 8;
    public static final int TGS_REP_SUBKEY = 9;
    public static final int AP_REQ_AUTHENTICATOR = 11;
    public static final int AP_REP = 12;
    public static final int ACCEPTOR_SEAL = 22;
    public static final int ACCEPTOR_SIGN = 23;
    public static final int INITIATOR_SEAL = 24;
    public static final int INITIATOR_SIGN = 25;

    private KeyUsage() {}
}

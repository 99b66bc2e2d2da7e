package dev.rdplab.protocol.rdstls;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Map;

/**
 * RDSTLS Authentication Response PDU, [MS-RDPBCGR] 2.2.17.4. 10 bytes.
 *
 * @param resultCode a Win32 error, 32 bits; 0 is success
 */
public record RdstlsResponse(long resultCode) implements RdstlsPdu {

    public static final long SUCCESS = 0;
    public static final long ACCESS_DENIED = 0x5;
    public static final long LOGON_FAILURE = 0x52e;
    public static final long INVALID_LOGON_HOURS = 0x530;
    public static final long PASSWORD_EXPIRED = 0x532;
    public static final long ACCOUNT_DISABLED = 0x533;
    public static final long PASSWORD_MUST_CHANGE = 0x773;
    public static final long ACCOUNT_LOCKED_OUT = 0x775;

    static final int LENGTH = 10; // header 6 + ResultCode 4

    private static final Map<Long, String> NAMES = Map.of(
            SUCCESS, "RDSTLS_RESULT_SUCCESS",
            ACCESS_DENIED, "RDSTLS_RESULT_ACCESS_DENIED",
            LOGON_FAILURE, "RDSTLS_RESULT_LOGON_FAILURE",
            INVALID_LOGON_HOURS, "RDSTLS_RESULT_INVALID_LOGON_HOURS",
            PASSWORD_EXPIRED, "RDSTLS_RESULT_PASSWORD_EXPIRED",
            ACCOUNT_DISABLED, "RDSTLS_RESULT_ACCOUNT_DISABLED",
            PASSWORD_MUST_CHANGE, "RDSTLS_RESULT_PASSWORD_MUST_CHANGE",
            ACCOUNT_LOCKED_OUT, "RDSTLS_RESULT_ACCOUNT_LOCKED_OUT");

    private static final String STRUCTURE = "RDSTLS_AUTHENTICATION_RESPONSE";
    private static final int DATA_RESULT_CODE = 1;

    static RdstlsResponse decodeBody(WireReader reader) {
        var in = reader.as(STRUCTURE);
        in.expectU16le("DataType", DATA_RESULT_CODE);
        return new RdstlsResponse(in.u32le("ResultCode"));
    }

    /** The specification's name, or the number. */
    public static String name(long code) {
        return NAMES.getOrDefault(code, "result 0x" + Long.toHexString(code));
    }

    @Override
    public String pduName() {
        return PduNames.RDSTLS_RESPONSE;
    }

    @Override
    public String carries() {
        return resultCode == SUCCESS ? "" : name(resultCode);
    }

    @Override
    public void encode(WireWriter out) {
        RdstlsPdu.encode(out, STRUCTURE, TYPE_RESPONSE, DATA_RESULT_CODE, w -> w.u32le("ResultCode", resultCode));
    }
}

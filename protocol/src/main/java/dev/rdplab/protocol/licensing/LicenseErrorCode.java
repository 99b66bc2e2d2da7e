package dev.rdplab.protocol.licensing;

import java.util.Map;

/** {@code dwErrorCode} of a {@link LicenseError}, [MS-RDPBCGR] 2.2.1.12.1.3. Four bytes; unknown codes are kept. */
public record LicenseErrorCode(long value) {

    /** From the client: it cannot use the certificate. */
    public static final LicenseErrorCode ERR_INVALID_SERVER_CERTIFICATE = new LicenseErrorCode(0x01);
    /** From the client: it has no licence to show. */
    public static final LicenseErrorCode ERR_NO_LICENSE = new LicenseErrorCode(0x02);

    public static final LicenseErrorCode ERR_INVALID_MAC = new LicenseErrorCode(0x03);
    public static final LicenseErrorCode ERR_INVALID_SCOPE = new LicenseErrorCode(0x04);
    /** The server has no licence server, and its days of grace are over. */
    public static final LicenseErrorCode ERR_NO_LICENSE_SERVER = new LicenseErrorCode(0x06);
    /** No error: the client may go on. */
    public static final LicenseErrorCode STATUS_VALID_CLIENT = new LicenseErrorCode(0x07);

    public static final LicenseErrorCode ERR_INVALID_CLIENT = new LicenseErrorCode(0x08);
    public static final LicenseErrorCode ERR_INVALID_PRODUCTID = new LicenseErrorCode(0x0b);
    public static final LicenseErrorCode ERR_INVALID_MESSAGE_LEN = new LicenseErrorCode(0x0c);

    private static final Map<Long, String> NAMES = Map.of(
            0x01L, "ERR_INVALID_SERVER_CERTIFICATE",
            0x02L, "ERR_NO_LICENSE",
            0x03L, "ERR_INVALID_MAC",
            0x04L, "ERR_INVALID_SCOPE",
            0x06L, "ERR_NO_LICENSE_SERVER",
            0x07L, "STATUS_VALID_CLIENT",
            0x08L, "ERR_INVALID_CLIENT",
            0x0bL, "ERR_INVALID_PRODUCTID",
            0x0cL, "ERR_INVALID_MESSAGE_LEN");

    public LicenseErrorCode {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + value);
        }
    }

    /** The specification's name, or the number. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(value, "0x" + Long.toHexString(value));
    }

    /** By hand: a record's own takes a young process milliseconds to link. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LicenseErrorCode same && value == same.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }
}

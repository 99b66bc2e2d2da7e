package dev.rdplab.protocol.licensing;

/**
 * {@code flags} of the licensing preamble, one byte, [MS-RDPELE] 2.2.1.2 and [MS-RDPBCGR] 2.2.1.12.1.1: the version in the
 * lower four bits. Type and size of the preamble follow from the message and are not kept.
 */
public record LicensePreamble(int flags) {

    /** RDP 4.0: no Microsoft extensions to the licences. */
    public static final LicensePreamble PREAMBLE_VERSION_2_0 = new LicensePreamble(0x02);
    /** RDP 5.0 and later. */
    public static final LicensePreamble PREAMBLE_VERSION_3_0 = new LicensePreamble(0x03);
    /** RDP 5.0 and later, and the client understands extended errors. */
    public static final LicensePreamble PREAMBLE_VERSION_3_0_EXTENDED_ERROR = new LicensePreamble(0x83);

    /** Bytes: bMsgType 1 + flags 1 + wMsgSize 2. */
    public static final int LENGTH = 4;

    public LicensePreamble {
        if (flags < 0 || flags > 0xff) {
            throw new IllegalArgumentException("not 8 bits: " + flags);
        }
    }

    /** 2, 3, or another. */
    public int version() {
        return flags & 0x0f;
    }

    /** {@code EXTENDED_ERROR_MSG_SUPPORTED}. */
    public boolean extendedErrorMessages() {
        return (flags & 0x80) != 0;
    }

    @Override
    public String toString() {
        return "0x" + Integer.toHexString(flags);
    }
}

package dev.rdplab.protocol.licensing;

import java.util.Map;

/** {@code dwStateTransition} of a {@link LicenseError}, [MS-RDPBCGR] 2.2.1.12.1.3. Four bytes; unknown ones are kept. */
public record LicenseStateTransition(long value) {

    /** The connection is to be ended. */
    public static final LicenseStateTransition ST_TOTAL_ABORT = new LicenseStateTransition(1);
    /** Licensing is over. */
    public static final LicenseStateTransition ST_NO_TRANSITION = new LicenseStateTransition(2);
    /** Licensing starts again. */
    public static final LicenseStateTransition ST_RESET_PHASE_TO_START = new LicenseStateTransition(3);
    /** The last message is to be sent again. */
    public static final LicenseStateTransition ST_RESEND_LAST_MESSAGE = new LicenseStateTransition(4);

    private static final Map<Long, String> NAMES = Map.of(
            1L, "ST_TOTAL_ABORT",
            2L, "ST_NO_TRANSITION",
            3L, "ST_RESET_PHASE_TO_START",
            4L, "ST_RESEND_LAST_MESSAGE");

    public LicenseStateTransition {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + value);
        }
    }

    /** The specification's name, or the number. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(value, "0x" + Long.toHexString(value));
    }
}

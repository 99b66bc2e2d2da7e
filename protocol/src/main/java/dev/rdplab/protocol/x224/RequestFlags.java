package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.FlagNames;

/** Flags of RDP_NEG_REQ, [MS-RDPBCGR] 2.2.1.1.1. Unknown bits are kept. */
public record RequestFlags(int value) {

    public static final RequestFlags NONE = new RequestFlags(0x00);
    /** The client wants Restricted Admin mode. */
    public static final RequestFlags RESTRICTED_ADMIN_MODE_REQUIRED = new RequestFlags(0x01);
    /** The client wants Remote Credential Guard. */
    public static final RequestFlags REDIRECTED_AUTHENTICATION_MODE_REQUIRED = new RequestFlags(0x02);
    /** RDP_NEG_CORRELATION_INFO follows. */
    public static final RequestFlags CORRELATION_INFO_PRESENT = new RequestFlags(0x08);

    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(0x01, "RESTRICTED_ADMIN_MODE_REQUIRED")
            .with(0x02, "REDIRECTED_AUTHENTICATION_MODE_REQUIRED")
            .with(0x08, "CORRELATION_INFO_PRESENT");

    /** @throws IllegalArgumentException unless the value fits 8 bits */
    public RequestFlags {
        Tpdu.checked("flags", value, 0xff);
    }

    /** Whether all bits of {@code other} are set here. */
    public boolean contains(RequestFlags other) {
        return (value & other.value) == other.value;
    }

    public RequestFlags with(RequestFlags other) {
        return new RequestFlags(value | other.value);
    }

    /** Names joined by a bar, or {@code none}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}

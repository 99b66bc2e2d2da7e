package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.FlagNames;

/** Flags of RDP_NEG_RSP, [MS-RDPBCGR] 2.2.1.2.1. Unknown bits are kept. */
public record ResponseFlags(int value) {

    public static final ResponseFlags NONE = new ResponseFlags(0x00);
    /** The server reads the extended client data blocks of the Connect-Initial. */
    public static final ResponseFlags EXTENDED_CLIENT_DATA_SUPPORTED = new ResponseFlags(0x01);
    /** The server has the graphics pipeline, [MS-RDPEGFX]. */
    public static final ResponseFlags DYNVC_GFX_PROTOCOL_SUPPORTED = new ResponseFlags(0x02);
    /** NEGRSP_FLAG_RESERVED: set by Windows, without a meaning. */
    public static final ResponseFlags RESERVED = new ResponseFlags(0x04);
    /** The server allows Restricted Admin mode. */
    public static final ResponseFlags RESTRICTED_ADMIN_MODE_SUPPORTED = new ResponseFlags(0x08);
    /** The server allows Remote Credential Guard. */
    public static final ResponseFlags REDIRECTED_AUTHENTICATION_MODE_SUPPORTED = new ResponseFlags(0x10);

    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(0x01, "EXTENDED_CLIENT_DATA_SUPPORTED")
            .with(0x02, "DYNVC_GFX_PROTOCOL_SUPPORTED")
            .with(0x04, "RESERVED")
            .with(0x08, "RESTRICTED_ADMIN_MODE_SUPPORTED")
            .with(0x10, "REDIRECTED_AUTHENTICATION_MODE_SUPPORTED");

    /** @throws IllegalArgumentException unless the value fits 8 bits */
    public ResponseFlags {
        Tpdu.checked("flags", value, 0xff);
    }

    /** Whether all bits of {@code other} are set here. */
    public boolean contains(ResponseFlags other) {
        return (value & other.value) == other.value;
    }

    public ResponseFlags with(ResponseFlags other) {
        return new ResponseFlags(value | other.value);
    }

    /** Names joined by a bar, or {@code none}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}

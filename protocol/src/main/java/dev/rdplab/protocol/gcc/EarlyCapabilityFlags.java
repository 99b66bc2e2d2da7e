package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.FlagNames;

/**
 * What the client understands before capabilities are exchanged: TS_UD_CS_CORE.earlyCapabilityFlags, [MS-RDPBCGR] 2.2.1.3.2,
 * 16 bits. Unknown bits are kept.
 */
public record EarlyCapabilityFlags(int value) {

    public static final EarlyCapabilityFlags NONE = new EarlyCapabilityFlags(0);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_ERRINFO_PDU = new EarlyCapabilityFlags(0x0001);
    public static final EarlyCapabilityFlags RNS_UD_CS_WANT_32BPP_SESSION = new EarlyCapabilityFlags(0x0002);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_STATUSINFO_PDU = new EarlyCapabilityFlags(0x0004);
    public static final EarlyCapabilityFlags RNS_UD_CS_STRONG_ASYMMETRIC_KEYS = new EarlyCapabilityFlags(0x0008);
    public static final EarlyCapabilityFlags RNS_UD_CS_RELATIVE_MOUSE_INPUT = new EarlyCapabilityFlags(0x0010);
    public static final EarlyCapabilityFlags RNS_UD_CS_VALID_CONNECTION_TYPE = new EarlyCapabilityFlags(0x0020);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_MONITOR_LAYOUT_PDU = new EarlyCapabilityFlags(0x0040);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_NETCHAR_AUTODETECT = new EarlyCapabilityFlags(0x0080);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL = new EarlyCapabilityFlags(0x0100);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_DYNAMIC_TIME_ZONE = new EarlyCapabilityFlags(0x0200);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_HEARTBEAT_PDU = new EarlyCapabilityFlags(0x0400);
    public static final EarlyCapabilityFlags RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN = new EarlyCapabilityFlags(0x0800);

    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(RNS_UD_CS_SUPPORT_ERRINFO_PDU.value, "RNS_UD_CS_SUPPORT_ERRINFO_PDU")
            .with(RNS_UD_CS_WANT_32BPP_SESSION.value, "RNS_UD_CS_WANT_32BPP_SESSION")
            .with(RNS_UD_CS_SUPPORT_STATUSINFO_PDU.value, "RNS_UD_CS_SUPPORT_STATUSINFO_PDU")
            .with(RNS_UD_CS_STRONG_ASYMMETRIC_KEYS.value, "RNS_UD_CS_STRONG_ASYMMETRIC_KEYS")
            .with(RNS_UD_CS_RELATIVE_MOUSE_INPUT.value, "RNS_UD_CS_RELATIVE_MOUSE_INPUT")
            .with(RNS_UD_CS_VALID_CONNECTION_TYPE.value, "RNS_UD_CS_VALID_CONNECTION_TYPE")
            .with(RNS_UD_CS_SUPPORT_MONITOR_LAYOUT_PDU.value, "RNS_UD_CS_SUPPORT_MONITOR_LAYOUT_PDU")
            .with(RNS_UD_CS_SUPPORT_NETCHAR_AUTODETECT.value, "RNS_UD_CS_SUPPORT_NETCHAR_AUTODETECT")
            .with(RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL.value, "RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL")
            .with(RNS_UD_CS_SUPPORT_DYNAMIC_TIME_ZONE.value, "RNS_UD_CS_SUPPORT_DYNAMIC_TIME_ZONE")
            .with(RNS_UD_CS_SUPPORT_HEARTBEAT_PDU.value, "RNS_UD_CS_SUPPORT_HEARTBEAT_PDU")
            .with(RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN.value, "RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN");

    /** @throws IllegalArgumentException unless the value fits 16 bits */
    public EarlyCapabilityFlags {
        Block.checkU16("earlyCapabilityFlags", value);
    }

    /** Whether all bits of {@code other} are set here. */
    public boolean contains(EarlyCapabilityFlags other) {
        return (value & other.value) == other.value;
    }

    public EarlyCapabilityFlags with(EarlyCapabilityFlags other) {
        return new EarlyCapabilityFlags(value | other.value);
    }

    /** Names joined by a bar, or {@code none}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}

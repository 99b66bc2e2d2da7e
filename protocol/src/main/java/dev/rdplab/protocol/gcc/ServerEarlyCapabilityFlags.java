package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.FlagNames;

/** TS_UD_SC_CORE.earlyCapabilityFlags, [MS-RDPBCGR] 2.2.1.4.2. Unknown bits are kept. */
public record ServerEarlyCapabilityFlags(long value) {

    public static final ServerEarlyCapabilityFlags NONE = new ServerEarlyCapabilityFlags(0);
    public static final ServerEarlyCapabilityFlags RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V1 =
            new ServerEarlyCapabilityFlags(0x01);
    public static final ServerEarlyCapabilityFlags RNS_UD_SC_DYNAMIC_DST_SUPPORTED =
            new ServerEarlyCapabilityFlags(0x02);
    public static final ServerEarlyCapabilityFlags RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V2 =
            new ServerEarlyCapabilityFlags(0x04);
    public static final ServerEarlyCapabilityFlags RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED =
            new ServerEarlyCapabilityFlags(0x08);

    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V1.value, "RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V1")
            .with(RNS_UD_SC_DYNAMIC_DST_SUPPORTED.value, "RNS_UD_SC_DYNAMIC_DST_SUPPORTED")
            .with(RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V2.value, "RNS_UD_SC_EDGE_ACTIONS_SUPPORTED_V2")
            .with(RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED.value, "RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED");

    /** @throws IllegalArgumentException unless the value fits 32 bits */
    public ServerEarlyCapabilityFlags {
        Block.checkU32("ServerEarlyCapabilityFlags", value);
    }

    /** Whether all bits of {@code other} are set here. */
    public boolean contains(ServerEarlyCapabilityFlags other) {
        return (value & other.value) == other.value;
    }

    public ServerEarlyCapabilityFlags with(ServerEarlyCapabilityFlags other) {
        return new ServerEarlyCapabilityFlags(value | other.value);
    }

    /** Names joined by a bar, or {@code none}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}

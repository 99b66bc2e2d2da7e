package dev.rdplab.protocol.gcc;

/**
 * The protocol version in the core blocks, [MS-RDPBCGR] 2.2.1.3.2 and 2.2.1.4.2: major in the upper 16 bits, minor in the
 * lower ones. Unknown versions are kept.
 */
public record RdpVersion(long value) {

    public static final RdpVersion RDP_4_0 = new RdpVersion(0x0008_0001);
    /** 5.0 to 8.1. */
    public static final RdpVersion RDP_5_PLUS = new RdpVersion(0x0008_0004);

    public static final RdpVersion RDP_10_0 = new RdpVersion(0x0008_0005);
    public static final RdpVersion RDP_10_7 = new RdpVersion(0x0008_000c);
    public static final RdpVersion RDP_10_12 = new RdpVersion(0x0008_0011);

    /** @throws IllegalArgumentException unless the value fits 32 bits */
    public RdpVersion {
        Block.checkU32("version", value);
    }

    /** Such as {@code RDP 10.7}, or the number where the specification has no name for it. */
    @Override
    public String toString() {
        if (value == RDP_4_0.value) {
            return "RDP 4.0";
        }
        if (value == RDP_5_PLUS.value) {
            return "RDP 5.0-8.1";
        }
        return value >= RDP_10_0.value && value <= RDP_10_12.value
                ? "RDP 10." + (value - RDP_10_0.value)
                : "version 0x" + Long.toHexString(value);
    }
}

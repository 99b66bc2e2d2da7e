package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.FlagNames;

/** Bits of requestedProtocols and selectedProtocol, [MS-RDPBCGR] 2.2.1.1.1. Unknown bits are kept. */
public record SecurityProtocols(long value) {

    /** PROTOCOL_RDP: standard RDP security. No bit: every offer includes it. */
    public static final SecurityProtocols RDP = new SecurityProtocols(0x00);
    /** PROTOCOL_SSL: TLS. */
    public static final SecurityProtocols SSL = new SecurityProtocols(0x01);
    /** PROTOCOL_HYBRID: TLS, then CredSSP (NLA). */
    public static final SecurityProtocols HYBRID = new SecurityProtocols(0x02);
    /** PROTOCOL_RDSTLS: TLS, then RDSTLS. */
    public static final SecurityProtocols RDSTLS = new SecurityProtocols(0x04);
    /** PROTOCOL_HYBRID_EX: as HYBRID, then the Early User Authorization Result. */
    public static final SecurityProtocols HYBRID_EX = new SecurityProtocols(0x08);
    /** PROTOCOL_RDSAAD: TLS, then authentication against Microsoft Entra ID. */
    public static final SecurityProtocols RDSAAD = new SecurityProtocols(0x10);

    /** Every combination of the bits above; what thousands of clients offer is an object each otherwise. */
    private static final SecurityProtocols[] KNOWN = new SecurityProtocols[0x20];

    static {
        for (int bits = 0; bits < KNOWN.length; bits++) {
            KNOWN[bits] = new SecurityProtocols(bits);
        }
    }

    private static final FlagNames NAMES = FlagNames.whenZero("RDP")
            .with(SSL.value, "SSL")
            .with(HYBRID.value, "HYBRID")
            .with(RDSTLS.value, "RDSTLS")
            .with(HYBRID_EX.value, "HYBRID_EX")
            .with(RDSAAD.value, "RDSAAD");

    /** @throws IllegalArgumentException unless the value fits 32 bits */
    public SecurityProtocols {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("protocols 0x" + Long.toHexString(value));
        }
    }

    /** @throws IllegalArgumentException unless the value fits 32 bits */
    public static SecurityProtocols of(long value) {
        return value >= 0 && value < KNOWN.length ? KNOWN[(int) value] : new SecurityProtocols(value);
    }

    /** Whether all bits of {@code other} are set here; true for {@link #RDP}. */
    public boolean contains(SecurityProtocols other) {
        return (value & other.value) == other.value;
    }

    public SecurityProtocols with(SecurityProtocols other) {
        return of(value | other.value);
    }

    /** Names joined by a bar, such as {@code SSL|HYBRID}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }

    /** By hand: a record's own takes a young process milliseconds to link. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecurityProtocols same && value == same.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }
}

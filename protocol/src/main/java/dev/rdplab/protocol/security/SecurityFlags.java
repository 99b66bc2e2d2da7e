package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.FlagNames;

/** The flags of a security header, [MS-RDPBCGR] 2.2.8.1.1.2.1. Two bytes; unknown bits are kept. */
public record SecurityFlags(int value) {

    /** Security Exchange PDU. */
    public static final SecurityFlags SEC_EXCHANGE_PKT = new SecurityFlags(0x0001);
    /** Initiate Multitransport Request PDU. */
    public static final SecurityFlags SEC_TRANSPORT_REQ = new SecurityFlags(0x0002);
    /** Initiate Multitransport Response PDU. */
    public static final SecurityFlags SEC_TRANSPORT_RSP = new SecurityFlags(0x0004);
    /** The data is encrypted and the header carries a MAC. */
    public static final SecurityFlags SEC_ENCRYPT = new SecurityFlags(0x0008);
    /** Not processed by anybody. */
    public static final SecurityFlags SEC_RESET_SEQNO = new SecurityFlags(0x0010);
    /** Not processed by anybody. */
    public static final SecurityFlags SEC_IGNORE_SEQNO = new SecurityFlags(0x0020);
    /** Client Info PDU. */
    public static final SecurityFlags SEC_INFO_PKT = new SecurityFlags(0x0040);
    /** Licensing PDU. */
    public static final SecurityFlags SEC_LICENSE_PKT = new SecurityFlags(0x0080);
    /** In a Security Exchange PDU: the client can take encrypted licensing PDUs. In the other direction also known as
     * SEC_LICENSE_ENCRYPT_SC. */
    public static final SecurityFlags SEC_LICENSE_ENCRYPT_CS = new SecurityFlags(0x0200);
    /** Standard Security Server Redirection PDU. */
    public static final SecurityFlags SEC_REDIRECTION_PKT = new SecurityFlags(0x0400);
    /** The MAC is salted with the number of packets before. */
    public static final SecurityFlags SEC_SECURE_CHECKSUM = new SecurityFlags(0x0800);
    /** Auto-Detect Request PDU. */
    public static final SecurityFlags SEC_AUTODETECT_REQ = new SecurityFlags(0x1000);
    /** Auto-Detect Response PDU. */
    public static final SecurityFlags SEC_AUTODETECT_RSP = new SecurityFlags(0x2000);
    /** Heartbeat PDU. */
    public static final SecurityFlags SEC_HEARTBEAT = new SecurityFlags(0x4000);
    /** {@code flagsHi} means something; no receiver looks at it. */
    public static final SecurityFlags SEC_FLAGSHI_VALID = new SecurityFlags(0x8000);

    private static final FlagNames NAMES = FlagNames.whenZero("0")
            .with(SEC_EXCHANGE_PKT.value, "SEC_EXCHANGE_PKT")
            .with(SEC_TRANSPORT_REQ.value, "SEC_TRANSPORT_REQ")
            .with(SEC_TRANSPORT_RSP.value, "SEC_TRANSPORT_RSP")
            .with(SEC_ENCRYPT.value, "SEC_ENCRYPT")
            .with(SEC_RESET_SEQNO.value, "SEC_RESET_SEQNO")
            .with(SEC_IGNORE_SEQNO.value, "SEC_IGNORE_SEQNO")
            .with(SEC_INFO_PKT.value, "SEC_INFO_PKT")
            .with(SEC_LICENSE_PKT.value, "SEC_LICENSE_PKT")
            .with(SEC_LICENSE_ENCRYPT_CS.value, "SEC_LICENSE_ENCRYPT_CS")
            .with(SEC_REDIRECTION_PKT.value, "SEC_REDIRECTION_PKT")
            .with(SEC_SECURE_CHECKSUM.value, "SEC_SECURE_CHECKSUM")
            .with(SEC_AUTODETECT_REQ.value, "SEC_AUTODETECT_REQ")
            .with(SEC_AUTODETECT_RSP.value, "SEC_AUTODETECT_RSP")
            .with(SEC_HEARTBEAT.value, "SEC_HEARTBEAT")
            .with(SEC_FLAGSHI_VALID.value, "SEC_FLAGSHI_VALID");

    public SecurityFlags {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("not 16 bits: " + value);
        }
    }

    /** All bits of {@code other} are set. */
    public boolean has(SecurityFlags other) {
        return (value & other.value) == other.value;
    }

    public SecurityFlags with(SecurityFlags other) {
        return new SecurityFlags(value | other.value);
    }

    public SecurityFlags without(SecurityFlags other) {
        return new SecurityFlags(value & ~other.value);
    }

    /** The names of the bits that are set, such as {@code SEC_ENCRYPT|SEC_INFO_PKT}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}

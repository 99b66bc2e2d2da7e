package dev.rdplab.protocol.info;

import dev.rdplab.protocol.wire.FlagNames;

/** {@code flags} of TS_INFO_PACKET, [MS-RDPBCGR] 2.2.1.11.1.1. Four bytes; unknown bits are kept. */
public record InfoFlags(long value) {

    public static final InfoFlags INFO_MOUSE = new InfoFlags(0x0000_0001);
    public static final InfoFlags INFO_DISABLECTRLALTDEL = new InfoFlags(0x0000_0002);
    /** Log on with the password that is here, without asking. */
    public static final InfoFlags INFO_AUTOLOGON = new InfoFlags(0x0000_0008);
    /** The texts are UTF-16LE, not in the ANSI code page. */
    public static final InfoFlags INFO_UNICODE = new InfoFlags(0x0000_0010);

    public static final InfoFlags INFO_MAXIMIZESHELL = new InfoFlags(0x0000_0020);
    /** The client asks for a notification when the user has logged on. */
    public static final InfoFlags INFO_LOGONNOTIFY = new InfoFlags(0x0000_0040);

    public static final InfoFlags INFO_COMPRESSION = new InfoFlags(0x0000_0080);
    public static final InfoFlags INFO_ENABLEWINDOWSKEY = new InfoFlags(0x0000_0100);
    public static final InfoFlags INFO_REMOTECONSOLEAUDIO = new InfoFlags(0x0000_2000);
    public static final InfoFlags INFO_FORCE_ENCRYPTED_CS_PDU = new InfoFlags(0x0000_4000);
    public static final InfoFlags INFO_RAIL = new InfoFlags(0x0000_8000);
    /** The client wants logon errors as PDUs. */
    public static final InfoFlags INFO_LOGONERRORS = new InfoFlags(0x0001_0000);

    public static final InfoFlags INFO_MOUSE_HAS_WHEEL = new InfoFlags(0x0002_0000);
    public static final InfoFlags INFO_PASSWORD_IS_SC_PIN = new InfoFlags(0x0004_0000);
    public static final InfoFlags INFO_NOAUDIOPLAYBACK = new InfoFlags(0x0008_0000);
    public static final InfoFlags INFO_USING_SAVED_CREDS = new InfoFlags(0x0010_0000);
    public static final InfoFlags INFO_AUDIOCAPTURE = new InfoFlags(0x0020_0000);
    public static final InfoFlags INFO_VIDEO_DISABLE = new InfoFlags(0x0040_0000);
    public static final InfoFlags INFO_RESERVED1 = new InfoFlags(0x0080_0000);
    public static final InfoFlags INFO_RESERVED2 = new InfoFlags(0x0100_0000);
    public static final InfoFlags INFO_HIDEF_RAIL_SUPPORTED = new InfoFlags(0x0200_0000);

    /** Four bits that hold the highest {@code PACKET_COMPR_TYPE_...}. */
    public static final long COMPRESSION_TYPE_MASK = 0x0000_1e00;

    private static final FlagNames NAMES = FlagNames.whenZero("0")
            .with(INFO_MOUSE.value, "INFO_MOUSE")
            .with(INFO_DISABLECTRLALTDEL.value, "INFO_DISABLECTRLALTDEL")
            .with(INFO_AUTOLOGON.value, "INFO_AUTOLOGON")
            .with(INFO_UNICODE.value, "INFO_UNICODE")
            .with(INFO_MAXIMIZESHELL.value, "INFO_MAXIMIZESHELL")
            .with(INFO_LOGONNOTIFY.value, "INFO_LOGONNOTIFY")
            .with(INFO_COMPRESSION.value, "INFO_COMPRESSION")
            .with(INFO_ENABLEWINDOWSKEY.value, "INFO_ENABLEWINDOWSKEY")
            .with(INFO_REMOTECONSOLEAUDIO.value, "INFO_REMOTECONSOLEAUDIO")
            .with(INFO_FORCE_ENCRYPTED_CS_PDU.value, "INFO_FORCE_ENCRYPTED_CS_PDU")
            .with(INFO_RAIL.value, "INFO_RAIL")
            .with(INFO_LOGONERRORS.value, "INFO_LOGONERRORS")
            .with(INFO_MOUSE_HAS_WHEEL.value, "INFO_MOUSE_HAS_WHEEL")
            .with(INFO_PASSWORD_IS_SC_PIN.value, "INFO_PASSWORD_IS_SC_PIN")
            .with(INFO_NOAUDIOPLAYBACK.value, "INFO_NOAUDIOPLAYBACK")
            .with(INFO_USING_SAVED_CREDS.value, "INFO_USING_SAVED_CREDS")
            .with(INFO_AUDIOCAPTURE.value, "INFO_AUDIOCAPTURE")
            .with(INFO_VIDEO_DISABLE.value, "INFO_VIDEO_DISABLE")
            .with(INFO_RESERVED1.value, "INFO_RESERVED1")
            .with(INFO_RESERVED2.value, "INFO_RESERVED2")
            .with(INFO_HIDEF_RAIL_SUPPORTED.value, "INFO_HIDEF_RAIL_SUPPORTED");

    public InfoFlags {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + value);
        }
    }

    /** All bits of {@code other} are set. */
    public boolean has(InfoFlags other) {
        return (value & other.value) == other.value;
    }

    public InfoFlags with(InfoFlags other) {
        return new InfoFlags(value | other.value);
    }

    public InfoFlags without(InfoFlags other) {
        return new InfoFlags(value & ~other.value);
    }

    /** Highest compression the client knows: 0 = 8K, 1 = 64K, 2 = RDP 6.0, 3 = RDP 6.1. */
    public int compressionType() {
        return (int) ((value & COMPRESSION_TYPE_MASK) >> 9);
    }

    @Override
    public String toString() {
        long type = value & COMPRESSION_TYPE_MASK;
        return NAMES.describe(value & ~type) + (type == 0 ? "" : "|CompressionType=" + compressionType());
    }
}

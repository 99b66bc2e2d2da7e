package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.FlagNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * CHANNEL_DEF, [MS-RDPBCGR] 2.2.1.3.4.1: a static virtual channel that the client asks for. Twelve bytes.
 *
 * @param nameField eight bytes: at most seven ANSI characters and zeros
 * @param options 32 bits, little-endian
 */
public record ChannelDef(Bytes nameField, long options) {

    public static final String STRUCTURE = "CHANNEL_DEF";

    public static final long INITIALIZED = 0x8000_0000L;
    public static final long ENCRYPT_RDP = 0x4000_0000L;
    public static final long ENCRYPT_SC = 0x2000_0000L;
    public static final long ENCRYPT_CS = 0x1000_0000L;
    public static final long PRI_HIGH = 0x0800_0000L;
    public static final long PRI_MED = 0x0400_0000L;
    public static final long PRI_LOW = 0x0200_0000L;
    public static final long COMPRESS_RDP = 0x0080_0000L;
    public static final long COMPRESS = 0x0040_0000L;
    public static final long SHOW_PROTOCOL = 0x0020_0000L;
    public static final long REMOTE_CONTROL_PERSISTENT = 0x0010_0000L;

    private static final int NAME_LENGTH = 8;
    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(INITIALIZED, "INITIALIZED")
            .with(ENCRYPT_RDP, "ENCRYPT_RDP")
            .with(ENCRYPT_SC, "ENCRYPT_SC")
            .with(ENCRYPT_CS, "ENCRYPT_CS")
            .with(PRI_HIGH, "PRI_HIGH")
            .with(PRI_MED, "PRI_MED")
            .with(PRI_LOW, "PRI_LOW")
            .with(COMPRESS_RDP, "COMPRESS_RDP")
            .with(COMPRESS, "COMPRESS")
            .with(SHOW_PROTOCOL, "SHOW_PROTOCOL")
            .with(REMOTE_CONTROL_PERSISTENT, "REMOTE_CONTROL_PERSISTENT");

    /** @throws IllegalArgumentException when a value has the wrong size */
    public ChannelDef {
        Block.checkLength("name", nameField, NAME_LENGTH);
        Block.checkU32("options", options);
    }

    /** @throws IllegalArgumentException when the name is longer than seven characters or not ASCII */
    public static ChannelDef of(String name, long options) {
        boolean fits = name.length() < NAME_LENGTH;
        for (int i = 0; i < name.length() && fits; i++) {
            fits = name.charAt(i) != 0 && name.charAt(i) <= 0x7f;
        }
        if (!fits) {
            throw new IllegalArgumentException("channel name '" + name + "', at most seven ASCII characters");
        }
        return new ChannelDef(Bytes.concat(Bytes.ascii(name), Bytes.zeros(NAME_LENGTH - name.length())), options);
    }

    /** The name up to the first zero. */
    public String name() {
        String text = nameField.text(StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    static ChannelDef read(WireReader outer) {
        var in = outer.as(STRUCTURE);
        return new ChannelDef(in.bytes("name", NAME_LENGTH), in.u32le("options"));
    }

    void write(WireWriter out) {
        out.structure(STRUCTURE, w -> w.bytes("name", nameField).u32le("options", options));
    }

    /** Name and options, such as {@code rdpdr (INITIALIZED|COMPRESS_RDP)}. */
    @Override
    public String toString() {
        return name() + " (" + NAMES.describe(options) + ")";
    }
}

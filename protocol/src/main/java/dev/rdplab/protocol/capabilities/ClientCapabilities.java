package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What known clients put into their Confirm Active, set by set as it stands on the wire. */
public enum ClientCapabilities {
    /** Windows, after the worked example in [MS-RDPBCGR] 4.1.13 with 32 bits a pixel; a newer mstsc sends more sets. */
    MSTSC(
            "MSTSC",
            """
            General              01001800010003000002000000001d040000000000000000
            Bitmap               02001c00200001000100010000050004000001000100000a01000000
            Order                030058000000000000000000000000000000000000000000010014000000010000002a000101010101000001
                                 01010001000000010101010101010100010101000000000000000000000000000084030000000000e4040000
            BitmapCacheRev2      13002800030000037800000078000000fb0900800000000000000000000000000000000000000000
            ColorCache           0a00080006000000
            Activation           07000c000000000000000000
            Control              05000c000000000002000200
            Pointer              08000a00010014001500
            Share                0900080000000000
            Input                0d005800150000000904000004000000000000000c0000000000000000000000000000000000000000000000
                                 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            Sound                0c00080001000000
            Font                 0e00080001000000
            GlyphCache           10003400fe000400fe000400fe000800fe000800fe001000fe002000fe004000fe008000fe00000140000008
                                 0001000103000000
            Brush                0f00080001000000
            Offscreen            11000c0001000000001e6400
            VirtualChannel       1400080001000000
            DrawNineGrid         15000c0002000000000a0001
            DrawGdiPlus          16002800000000000000000000000000000000000000000000000000000000000000000000000000
            MultifragmentUpdate  1a00080000000000
            """),

    /** xfreerdp 2.11.7 towards xrdp 0.9.21, as recorded. */
    FREERDP_2(
            "FREERDP",
            """
            General              010018000400070000020000000001040000000000000101
            Bitmap               02001c0010000100010001008002e001000001000100000001000000
            Order                030058000000000000000000000000000000000000000000010014000000010000002a000101010000000000
                                 01000100000000000000010000000000000000000000000000000000000000000084030000000000e9fd0000
            BitmapCacheRev2      13002800020000055802000058020000000800000010000000080000000000000000000000000000
            Pointer              08000a00010014001400
            Input                0d0058003d0100000904000004000000000000000c0000000000000000000000000000000000000000000000
                                 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            Brush                0f00080002000000
            GlyphCache           10003400fe000400fe000400fe000800fe000800fe001000fe002000fe004000fe008000fe00000140000001
                                 0001000100000000
            VirtualChannel       14000c000000000040060000
            Sound                0c00080001000000
            Share                0900080000000000
            Font                 0e00080001000000
            Control              05000c000000000002000200
            ColorCache           0a00080006000000
            Activation           07000c000000000000000000
            MultifragmentUpdate  1a00080000401400
            SurfaceCommands      1c000c005200000000000000
            BitmapCodecs         1d00050000
            FrameAcknowledge     1e00080002000000
            """),

    /** xfreerdp3 3.10.3 towards freerdp-shadow-cli3, as recorded. */
    FREERDP_3(
            "FREERDP",
            """
            General              010018000400070000020000000015040000000000000101
            Bitmap               02001c0010000100010001008002e001000001000100000a01000000
            Order                03005800000000000000000000000000000000000000000001001400000001000000aa000101010000000000
                                 01000100000000000000010000000100000000000000000000000400000000000084030000000000e9fd0000
            BitmapCacheRev2      13002800020000055802000058020000000800000010000000080000000000000000000000000000
            Pointer              08000a00010019001900
            Input                0d0058002d0300000904000004000000000000000c0000000000000000000000000000000000000000000000
                                 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            Brush                0f00080002000000
            GlyphCache           10003400fe000400fe000400fe000800fe000800fe001000fe002000fe004000fe008000fe000001fe000001
                                 0001000100000000
            VirtualChannel       14000c0000000000803f0000
            Sound                0c00080001000000
            Share                0900080000000000
            Font                 0e00080001000000
            Control              05000c000000000002000200
            ColorCache           0a00080006000000
            Activation           07000c000000000000000000
            LargePointer         1b0006000300
            MultifragmentUpdate  1a00080000401400
            SurfaceCommands      1c000c005200000000000000
            BitmapCodecs         1d00050000
            FrameAcknowledge     1e00080002000000
            """),

    /** rdesktop 1.9.0 towards xrdp 0.9.21, as recorded; it calls itself MSTSC. */
    RDESKTOP(
            "MSTSC",
            """
            General              01001800010003000002000000000d040000000000000000
            Bitmap               02001c0018000100010001008002e001000001000100000001000000
            Order                030058000000000000000000000000000000000000000000010014000000010000002a000101010100000000
                                 01010001000000000000000001010100000101010000000000000000000000000084030000000000e4040000
            BitmapCacheRev2      13002800000000037800000078000000500100000000000000000000000000000000000000000000
            Pointer              08000a00010014001400
            ColorCache           0a00080006000000
            Activation           07000c000000000000000000
            Control              05000c000000000002000200
            Share                0900080000000000
            Brush                0f00080001000000
            VirtualChannel       1400080001000000
            Input                0d005800010000000904000004000000000000000c0000000000000000000000000000000000000000000000
                                 0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000
            Sound                0c00080001000000
            Font                 0e00080001000000
            GlyphCache           10003400fe000400fe000400fe000800fe000800fe001000fe002000fe004000fe008000fe00000140000008
                                 0001000102000000
            MultifragmentUpdate  1a000800ffff0000
            LargePointer         1b0006000100
            """);

    private final Bytes sourceDescriptor;
    private final String lines;
    private List<CapabilitySet> recorded; // read when first asked for: a client is one of these, not all

    ClientCapabilities(String source, String lines) {
        this.sourceDescriptor = Bytes.ascii(source + '\0');
        this.lines = lines;
    }

    /** The sourceDescriptor of the Confirm Active, with its zero byte. */
    public Bytes sourceDescriptor() {
        return sourceDescriptor;
    }

    /** The sets as recorded. */
    public List<CapabilitySet> sets() {
        var sets = recorded;
        if (sets == null) {
            sets = read(lines);
            recorded = sets;
        }
        return sets;
    }

    /** The sets for a desktop of another size in pixels. */
    public List<CapabilitySet> sets(int desktopWidth, int desktopHeight) {
        return sets().stream()
                .map(set -> set instanceof BitmapCapability bitmap ? bitmap.sized(desktopWidth, desktopHeight) : set)
                .toList();
    }

    /** Reads lines of a name, for people, in the first 21 columns and hexadecimal digits. */
    private static List<CapabilitySet> read(String lines) {
        var all = Bytes.fromHex(lines.lines().map(line -> line.substring(21)).collect(Collectors.joining()));
        var in = WireReader.of(all, Stage.CAPABILITIES, "ClientCapabilities");
        var sets = new ArrayList<CapabilitySet>();
        while (in.hasRemaining()) {
            sets.add(CapabilitySet.decode(in));
        }
        return List.copyOf(sets);
    }
}

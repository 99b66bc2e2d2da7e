package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CS_CORE, [MS-RDPBCGR] 2.2.1.3.2: 132 bytes, and as many of the optional fields as the client's age allows. Integers
 * little-endian.
 *
 * @param version 32 bits
 * @param desktopWidth pixels, 16 bits
 * @param desktopHeight pixels, 16 bits
 * @param colorDepth 16 bits: 0xCA00 and up; passed over when a later field is there
 * @param sasSequence 16 bits: 0xAA03
 * @param keyboardLayout 32 bits
 * @param clientBuild 32 bits
 * @param clientNameField 32 bytes of UTF-16 with terminator
 * @param keyboardType 32 bits
 * @param keyboardSubType 32 bits
 * @param keyboardFunctionKey 32 bits
 * @param imeFileName 64 bytes of UTF-16 with terminator
 * @param options the optional fields
 */
public record CsCore(
        RdpVersion version,
        int desktopWidth,
        int desktopHeight,
        int colorDepth,
        int sasSequence,
        long keyboardLayout,
        long clientBuild,
        Bytes clientNameField,
        long keyboardType,
        long keyboardSubType,
        long keyboardFunctionKey,
        Bytes imeFileName,
        CoreOptions options)
        implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_CORE";

    /** RNS_UD_COLOR_8BPP: what clients write where a later field decides. */
    public static final int COLOR_8BPP = 0xca01;

    /** RNS_UD_SAS_DEL. */
    public static final int SAS_DEL = 0xaa03;

    static final int TYPE = 0xc001;

    private static final int NAME_LENGTH = 32;
    private static final int IME_LENGTH = 64;

    /** @throws IllegalArgumentException when a value does not fit its field */
    public CsCore {
        Block.checkU16("desktopWidth", desktopWidth);
        Block.checkU16("desktopHeight", desktopHeight);
        Block.checkU16("colorDepth", colorDepth);
        Block.checkU16("sasSequence", sasSequence);
        Block.checkU32("keyboardLayout", keyboardLayout);
        Block.checkU32("clientBuild", clientBuild);
        Block.checkLength("clientName", clientNameField, NAME_LENGTH);
        Block.checkU32("keyboardType", keyboardType);
        Block.checkU32("keyboardSubType", keyboardSubType);
        Block.checkU32("keyboardFunctionKey", keyboardFunctionKey);
        Block.checkLength("imeFileName", imeFileName, IME_LENGTH);
    }

    /**
     * A client with an American keyboard of 101 or 102 keys.
     *
     * @param clientName cut to fifteen UTF-16 units, as clients do
     */
    public static CsCore of(
            RdpVersion version,
            int desktopWidth,
            int desktopHeight,
            long clientBuild,
            String clientName,
            CoreOptions options) {
        return new CsCore(
                version,
                desktopWidth,
                desktopHeight,
                COLOR_8BPP,
                SAS_DEL,
                0x0409,
                clientBuild,
                nameField(clientName),
                4,
                0,
                12,
                Bytes.zeros(IME_LENGTH),
                options);
    }

    /** The name up to its terminator. */
    public String clientName() {
        return Block.text(clientNameField);
    }

    static CsCore read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        return new CsCore(
                new RdpVersion(in.u32le("version")),
                in.u16le("desktopWidth"),
                in.u16le("desktopHeight"),
                in.u16le("colorDepth"),
                in.u16le("SASSequence"),
                in.u32le("keyboardLayout"),
                in.u32le("clientBuild"),
                in.bytes("clientName", NAME_LENGTH),
                in.u32le("keyboardType"),
                in.u32le("keyboardSubType"),
                in.u32le("keyboardFunctionKey"),
                in.bytes("imeFileName", IME_LENGTH),
                CoreOptions.read(in));
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u32le("version", version.value())
                    .u16le("desktopWidth", desktopWidth)
                    .u16le("desktopHeight", desktopHeight)
                    .u16le("colorDepth", colorDepth)
                    .u16le("SASSequence", sasSequence)
                    .u32le("keyboardLayout", keyboardLayout)
                    .u32le("clientBuild", clientBuild)
                    .bytes("clientName", clientNameField)
                    .u32le("keyboardType", keyboardType)
                    .u32le("keyboardSubType", keyboardSubType)
                    .u32le("keyboardFunctionKey", keyboardFunctionKey)
                    .bytes("imeFileName", imeFileName);
            options.write(w);
        });
    }

    private static Bytes nameField(String name) {
        var text = Bytes.utf16le(name.length() < NAME_LENGTH / 2 ? name : name.substring(0, NAME_LENGTH / 2 - 1));
        return Bytes.concat(text, Bytes.zeros(NAME_LENGTH - text.length()));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Keyboard of the client, input the server can take, TS_INPUT_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.6. 84 bytes.
 *
 * @param inputFlags 0x0001 scan codes, 0x0008 and 0x0020 fast-path input, 0x0010 Unicode
 * @param imeFileName UTF-16LE with a zero at its end; servers leave stray memory here
 */
public record InputCapability(
        int inputFlags,
        int pad2octetsA,
        long keyboardLayout,
        long keyboardType,
        long keyboardSubType,
        long keyboardFunctionKey,
        Bytes imeFileName)
        implements CapabilitySet {

    private static final String NAME = "TS_INPUT_CAPABILITYSET";

    public InputCapability {
        CapabilitySet.requireLength("imeFileName", imeFileName, 64);
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("inputFlags", inputFlags)
                .u16le("pad2octetsA", pad2octetsA)
                .u32le("keyboardLayout", keyboardLayout)
                .u32le("keyboardType", keyboardType)
                .u32le("keyboardSubType", keyboardSubType)
                .u32le("keyboardFunctionKey", keyboardFunctionKey)
                .bytes("imeFileName", imeFileName));
    }

    static InputCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new InputCapability(
                in.u16le("inputFlags"),
                in.u16le("pad2octetsA"),
                in.u32le("keyboardLayout"),
                in.u32le("keyboardType"),
                in.u32le("keyboardSubType"),
                in.u32le("keyboardFunctionKey"),
                in.bytes("imeFileName", 64));
    }
}

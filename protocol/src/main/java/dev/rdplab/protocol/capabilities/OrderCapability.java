package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Drawing orders the sender can take, TS_ORDER_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.3. 84 bytes.
 *
 * @param orderSupport one byte for each primary drawing order, 1 when supported
 */
public record OrderCapability(
        Bytes terminalDescriptor,
        long pad4octetsA,
        int desktopSaveXGranularity,
        int desktopSaveYGranularity,
        int pad2octetsA,
        int maximumOrderLevel,
        int numberFonts,
        int orderFlags,
        Bytes orderSupport,
        int textFlags,
        int orderSupportExFlags,
        long pad4octetsB,
        long desktopSaveSize,
        int pad2octetsC,
        int pad2octetsD,
        int textANSICodePage,
        int pad2octetsE)
        implements CapabilitySet {

    private static final String NAME = "TS_ORDER_CAPABILITYSET";

    public OrderCapability {
        CapabilitySet.requireLength("terminalDescriptor", terminalDescriptor, 16);
        CapabilitySet.requireLength("orderSupport", orderSupport, 32);
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.bytes("terminalDescriptor", terminalDescriptor)
                .u32le("pad4octetsA", pad4octetsA)
                .u16le("desktopSaveXGranularity", desktopSaveXGranularity)
                .u16le("desktopSaveYGranularity", desktopSaveYGranularity)
                .u16le("pad2octetsA", pad2octetsA)
                .u16le("maximumOrderLevel", maximumOrderLevel)
                .u16le("numberFonts", numberFonts)
                .u16le("orderFlags", orderFlags)
                .bytes("orderSupport", orderSupport)
                .u16le("textFlags", textFlags)
                .u16le("orderSupportExFlags", orderSupportExFlags)
                .u32le("pad4octetsB", pad4octetsB)
                .u32le("desktopSaveSize", desktopSaveSize)
                .u16le("pad2octetsC", pad2octetsC)
                .u16le("pad2octetsD", pad2octetsD)
                .u16le("textANSICodePage", textANSICodePage)
                .u16le("pad2octetsE", pad2octetsE));
    }

    static OrderCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new OrderCapability(
                in.bytes("terminalDescriptor", 16),
                in.u32le("pad4octetsA"),
                in.u16le("desktopSaveXGranularity"),
                in.u16le("desktopSaveYGranularity"),
                in.u16le("pad2octetsA"),
                in.u16le("maximumOrderLevel"),
                in.u16le("numberFonts"),
                in.u16le("orderFlags"),
                in.bytes("orderSupport", 32),
                in.u16le("textFlags"),
                in.u16le("orderSupportExFlags"),
                in.u32le("pad4octetsB"),
                in.u32le("desktopSaveSize"),
                in.u16le("pad2octetsC"),
                in.u16le("pad2octetsD"),
                in.u16le("textANSICodePage"),
                in.u16le("pad2octetsE"));
    }
}

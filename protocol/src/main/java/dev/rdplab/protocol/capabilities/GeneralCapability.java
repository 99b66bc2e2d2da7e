package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Platform and protocol version of the sender, TS_GENERAL_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.1. 20 bytes.
 *
 * @param protocolVersion always 0x0200
 * @param extraFlags 0x0001 fast-path output, 0x0400 no bitmap compression header, 0x0004 long credentials, 0x0008 autoreconnect
 * @param refreshRectSupport 1 when the server takes Refresh Rect PDUs
 * @param suppressOutputSupport 1 when the server takes Suppress Output PDUs
 */
public record GeneralCapability(
        int osMajorType,
        int osMinorType,
        int protocolVersion,
        int pad2octetsA,
        int generalCompressionTypes,
        int extraFlags,
        int updateCapabilityFlag,
        int remoteUnshareFlag,
        int generalCompressionLevel,
        int refreshRectSupport,
        int suppressOutputSupport)
        implements CapabilitySet {

    private static final String NAME = "TS_GENERAL_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("osMajorType", osMajorType)
                .u16le("osMinorType", osMinorType)
                .u16le("protocolVersion", protocolVersion)
                .u16le("pad2octetsA", pad2octetsA)
                .u16le("generalCompressionTypes", generalCompressionTypes)
                .u16le("extraFlags", extraFlags)
                .u16le("updateCapabilityFlag", updateCapabilityFlag)
                .u16le("remoteUnshareFlag", remoteUnshareFlag)
                .u16le("generalCompressionLevel", generalCompressionLevel)
                .u8("refreshRectSupport", refreshRectSupport)
                .u8("suppressOutputSupport", suppressOutputSupport));
    }

    static GeneralCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new GeneralCapability(
                in.u16le("osMajorType"),
                in.u16le("osMinorType"),
                in.u16le("protocolVersion"),
                in.u16le("pad2octetsA"),
                in.u16le("generalCompressionTypes"),
                in.u16le("extraFlags"),
                in.u16le("updateCapabilityFlag"),
                in.u16le("remoteUnshareFlag"),
                in.u16le("generalCompressionLevel"),
                in.u8("refreshRectSupport"),
                in.u8("suppressOutputSupport"));
    }
}

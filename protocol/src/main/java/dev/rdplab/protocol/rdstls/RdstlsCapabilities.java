package dev.rdplab.protocol.rdstls;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * RDSTLS Capabilities PDU, [MS-RDPBCGR] 2.2.17.1: what the server speaks. 8 bytes.
 *
 * @param supportedVersions 16 bits; RDSTLS_VERSION_1 is 1
 */
public record RdstlsCapabilities(int supportedVersions) implements RdstlsPdu {

    static final int LENGTH = 8; // header 6 + SupportedVersions 2

    private static final String STRUCTURE = "RDSTLS_CAPABILITIES";
    private static final int DATA_CAPABILITIES = 1;

    static RdstlsCapabilities decodeBody(WireReader reader) {
        var in = reader.as(STRUCTURE);
        in.expectU16le("DataType", DATA_CAPABILITIES);
        return new RdstlsCapabilities(in.u16le("SupportedVersions"));
    }

    @Override
    public String pduName() {
        return PduNames.RDSTLS_CAPABILITIES;
    }

    @Override
    public void encode(WireWriter out) {
        RdstlsPdu.encode(
                out,
                STRUCTURE,
                TYPE_CAPABILITIES,
                DATA_CAPABILITIES,
                w -> w.u16le("SupportedVersions", supportedVersions));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Window activation; all zero, TS_WINDOWACTIVATION_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.3. 8 bytes. */
public record ActivationCapability(
        int helpKeyFlag, int helpKeyIndexFlag, int helpExtendedKeyFlag, int windowManagerKeyFlag)
        implements CapabilitySet {

    private static final String NAME = "TS_WINDOWACTIVATION_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("helpKeyFlag", helpKeyFlag)
                .u16le("helpKeyIndexFlag", helpKeyIndexFlag)
                .u16le("helpExtendedKeyFlag", helpExtendedKeyFlag)
                .u16le("windowManagerKeyFlag", windowManagerKeyFlag));
    }

    static ActivationCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new ActivationCapability(
                in.u16le("helpKeyFlag"),
                in.u16le("helpKeyIndexFlag"),
                in.u16le("helpExtendedKeyFlag"),
                in.u16le("windowManagerKeyFlag"));
    }
}

package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Who controls the session; ignored by servers, TS_CONTROL_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.2. 8 bytes. */
public record ControlCapability(int controlFlags, int remoteDetachFlag, int controlInterest, int detachInterest)
        implements CapabilitySet {

    private static final String NAME = "TS_CONTROL_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("controlFlags", controlFlags)
                .u16le("remoteDetachFlag", remoteDetachFlag)
                .u16le("controlInterest", controlInterest)
                .u16le("detachInterest", detachInterest));
    }

    static ControlCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new ControlCapability(
                in.u16le("controlFlags"),
                in.u16le("remoteDetachFlag"),
                in.u16le("controlInterest"),
                in.u16le("detachInterest"));
    }
}

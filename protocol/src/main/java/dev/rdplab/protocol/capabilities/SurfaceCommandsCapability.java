package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/** Surface commands, TS_SURFCMDS_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.9. 8 bytes. */
public record SurfaceCommandsCapability(long cmdFlags, long reserved) implements CapabilitySet {

    private static final String NAME = "TS_SURFCMDS_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("cmdFlags", cmdFlags).u32le("reserved", reserved));
    }

    static SurfaceCommandsCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new SurfaceCommandsCapability(in.u32le("cmdFlags"), in.u32le("reserved"));
    }
}

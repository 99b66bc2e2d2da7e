package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Frames that need no acknowledgement yet, TS_FRAME_ACKNOWLEDGE_CAPABILITYSET, [MS-RDPRFX] 2.2.1.3. 4 bytes.
 *
 * @param maxUnacknowledgedFrameCount frames; 0 means that every one is acknowledged
 */
public record FrameAcknowledgeCapability(long maxUnacknowledgedFrameCount) implements CapabilitySet {

    private static final String NAME = "TS_FRAME_ACKNOWLEDGE_CAPABILITYSET";

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u32le("maxUnacknowledgedFrameCount", maxUnacknowledgedFrameCount));
    }

    static FrameAcknowledgeCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new FrameAcknowledgeCapability(in.u32le("maxUnacknowledgedFrameCount"));
    }
}

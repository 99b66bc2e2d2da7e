package dev.rdplab.protocol.share;

import dev.rdplab.protocol.capabilities.CapabilitySet;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;

/** The fields that Demand Active and Confirm Active share, from lengthSourceDescriptor to capabilitySets. */
record CombinedCapabilities(Bytes sourceDescriptor, List<CapabilitySet> capabilitySets) {

    private static final int MAX_SOURCE_DESCRIPTOR = 256;

    static CombinedCapabilities decode(WireReader in) {
        int lengthSourceDescriptor = in.u16le("lengthSourceDescriptor");
        int lengthCombinedCapabilities = in.u16le("lengthCombinedCapabilities");
        var sourceDescriptor = in.bytes(
                "sourceDescriptor",
                in.bounded("lengthSourceDescriptor", lengthSourceDescriptor, MAX_SOURCE_DESCRIPTOR));
        var combined = in.slice(
                "capabilitySets", in.bounded("lengthCombinedCapabilities", lengthCombinedCapabilities, 0xffff));
        return new CombinedCapabilities(sourceDescriptor, CapabilitySet.decodeList(combined));
    }

    static void encode(WireWriter out, Bytes sourceDescriptor, List<CapabilitySet> capabilitySets) {
        out.sized(
                (w, length) -> w.u16le("lengthSourceDescriptor", sourceDescriptor.length())
                        .u16le("lengthCombinedCapabilities", length)
                        .bytes("sourceDescriptor", sourceDescriptor),
                w -> CapabilitySet.encodeList(w, capabilitySets));
    }
}

package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.capabilities.CapabilitySet;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;

/**
 * The server's capabilities, TS_DEMAND_ACTIVE_PDU, [MS-RDPBCGR] 2.2.1.13.1.1.
 *
 * @param pduSource channel id of the sender
 * @param shareId number of the share, 32 bits
 * @param sourceDescriptor usually {@code RDP} and a zero byte
 * @param sessionId 32 bits, which clients ignore
 */
public record DemandActive(
        int pduSource, long shareId, Bytes sourceDescriptor, List<CapabilitySet> capabilitySets, long sessionId)
        implements SharePdu {

    /** What every known server calls itself. */
    public static final Bytes RDP = Bytes.of('R', 'D', 'P', 0);

    static final String NAME = "TS_DEMAND_ACTIVE_PDU";

    public DemandActive {
        capabilitySets = List.copyOf(capabilitySets);
    }

    @Override
    public String pduName() {
        return PduNames.DEMAND_ACTIVE;
    }

    @Override
    public void encode(WireWriter out) {
        ShareControlHeader.encode(
                out,
                ShareControlHeader.DEMAND_ACTIVE,
                pduSource,
                w -> w.structure(NAME, body -> {
                    body.u32le("shareId", shareId);
                    CombinedCapabilities.encode(body, sourceDescriptor, capabilitySets);
                    body.u32le("sessionId", sessionId);
                }));
    }

    static DemandActive decodeBody(int pduSource, WireReader reader) {
        var in = reader.as(NAME);
        long shareId = in.u32le("shareId");
        var combined = CombinedCapabilities.decode(in);
        return new DemandActive(
                pduSource, shareId, combined.sourceDescriptor(), combined.capabilitySets(), in.u32le("sessionId"));
    }
}

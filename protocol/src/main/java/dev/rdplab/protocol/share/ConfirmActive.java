package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.capabilities.CapabilitySet;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;

/**
 * The client's capabilities, TS_CONFIRM_ACTIVE_PDU, [MS-RDPBCGR] 2.2.1.13.2.1.
 *
 * @param pduSource channel id of the sender
 * @param shareId as in the {@link DemandActive}, 32 bits
 * @param originatorId channel id of the server, {@value #SERVER_CHANNEL_ID} in every known client
 * @param sourceDescriptor the client's name for itself, such as {@code MSTSC} and a zero byte
 */
public record ConfirmActive(
        int pduSource, long shareId, int originatorId, Bytes sourceDescriptor, List<CapabilitySet> capabilitySets)
        implements SharePdu {

    public static final int SERVER_CHANNEL_ID = 1002;

    static final String NAME = "TS_CONFIRM_ACTIVE_PDU";

    public ConfirmActive {
        capabilitySets = List.copyOf(capabilitySets);
    }

    @Override
    public String pduName() {
        return PduNames.CONFIRM_ACTIVE;
    }

    @Override
    public void encode(WireWriter out) {
        ShareControlHeader.encode(
                out,
                ShareControlHeader.CONFIRM_ACTIVE,
                pduSource,
                w -> w.structure(NAME, body -> {
                    body.u32le("shareId", shareId).u16le("originatorId", originatorId);
                    CombinedCapabilities.encode(body, sourceDescriptor, capabilitySets);
                }));
    }

    static ConfirmActive decodeBody(int pduSource, WireReader reader) {
        var in = reader.as(NAME);
        long shareId = in.u32le("shareId");
        int originatorId = in.u16le("originatorId");
        var combined = CombinedCapabilities.decode(in);
        return new ConfirmActive(
                pduSource, shareId, originatorId, combined.sourceDescriptor(), combined.capabilitySets());
    }
}

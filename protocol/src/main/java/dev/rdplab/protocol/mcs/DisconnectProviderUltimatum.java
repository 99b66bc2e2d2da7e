package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;

/** MCS Disconnect Provider Ultimatum, T.125 section 11.15 and [MS-RDPBCGR] 2.2.2.3: the last PDU of a connection. */
public record DisconnectProviderUltimatum(DisconnectReason reason) implements DomainPdu {

    public static final String STRUCTURE = "DisconnectProviderUltimatum";

    static final int CHOICE = 8;

    private static final DisconnectReason[] REASONS = DisconnectReason.values();

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static DisconnectProviderUltimatum decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    /** The reason has its upper two bits in the first octet and its last one in the second. */
    static DisconnectProviderUltimatum read(WireReader frame) {
        var in = frame.as(STRUCTURE);
        int upper = Per.choice(in, CHOICE);
        int lower = in.u8("reason");
        if ((lower & 0x7f) != 0) {
            throw in.violation("reason", Problem.MALFORMED, "padding 0x" + Integer.toHexString(lower & 0x7f));
        }
        int reason = upper << 1 | lower >> 7;
        if (reason >= REASONS.length) {
            throw in.violation("reason", Problem.UNKNOWN_VALUE, reason);
        }
        in.expectEnd();
        return new DisconnectProviderUltimatum(REASONS[reason]);
    }

    @Override
    public void encode(WireWriter out) {
        DataHeader.writeFrame(
                out,
                frame -> frame.structure(STRUCTURE, w -> w.u8("choice", CHOICE << 2 | reason.value() >> 1)
                        .u8("reason", (reason.value() & 0x01) << 7)));
    }
}

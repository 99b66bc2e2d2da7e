package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;

/**
 * MCS Channel Join Request, T.125 section 11.21 and [MS-RDPBCGR] 2.2.1.8.
 *
 * @param initiator the user channel, 1001 to 65535
 * @param channelId 0 to 65535
 */
public record ChannelJoinRequest(int initiator, int channelId) implements DomainPdu {

    public static final String STRUCTURE = "ChannelJoinRequest";

    static final int CHOICE = 14;

    /** @throws IllegalArgumentException when a value is out of range */
    public ChannelJoinRequest {
        Per.checkUser("initiator", initiator);
        Per.checkChannel("channelId", channelId);
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ChannelJoinRequest decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    static ChannelJoinRequest read(WireReader frame) {
        var in = frame.as(STRUCTURE);
        Per.wholeChoice(in, CHOICE);
        var request = new ChannelJoinRequest(Per.user(in, "initiator"), in.u16be("channelId"));
        in.expectEnd();
        return request;
    }

    @Override
    public void encode(WireWriter out) {
        DataHeader.writeFrame(
                out,
                frame -> frame.structure(STRUCTURE, w -> {
                    w.u8("choice", CHOICE << 2);
                    Per.user(w, "initiator", initiator);
                    w.u16be("channelId", channelId);
                }));
    }
}

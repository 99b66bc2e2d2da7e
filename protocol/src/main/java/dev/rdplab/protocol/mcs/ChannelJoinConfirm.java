package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;
import java.util.OptionalInt;

/**
 * MCS Channel Join Confirm, T.125 section 11.22 and [MS-RDPBCGR] 2.2.1.9.
 *
 * @param initiator the user channel, 1001 to 65535
 * @param requested the channel that was asked for, 0 to 65535
 * @param channelId the channel that was joined; absent from a refusal
 */
public record ChannelJoinConfirm(McsResult result, int initiator, int requested, OptionalInt channelId)
        implements DomainPdu {

    public static final String STRUCTURE = "ChannelJoinConfirm";

    static final int CHOICE = 15;

    /** @throws IllegalArgumentException when a value is out of range */
    public ChannelJoinConfirm {
        Per.checkUser("initiator", initiator);
        Per.checkChannel("requested", requested);
        channelId.ifPresent(channel -> Per.checkChannel("channelId", channel));
    }

    /** The answer that grants the request. */
    public static ChannelJoinConfirm of(int initiator, int channelId) {
        return new ChannelJoinConfirm(McsResult.SUCCESSFUL, initiator, channelId, OptionalInt.of(channelId));
    }

    public static ChannelJoinConfirm refused(McsResult result, int initiator, int requested) {
        return new ChannelJoinConfirm(result, initiator, requested, OptionalInt.empty());
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ChannelJoinConfirm decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    static ChannelJoinConfirm read(WireReader frame) {
        var in = frame.as(STRUCTURE);
        int bits = Per.choice(in, CHOICE);
        var result = Per.result(in, bits);
        int initiator = Per.user(in, "initiator");
        int requested = in.u16be("requested");
        var channelId = (bits & 0x02) != 0 ? OptionalInt.of(in.u16be("channelId")) : OptionalInt.empty();
        in.expectEnd();
        return new ChannelJoinConfirm(result, initiator, requested, channelId);
    }

    @Override
    public void encode(WireWriter out) {
        DataHeader.writeFrame(
                out,
                frame -> frame.structure(STRUCTURE, w -> {
                    Per.choiceAndResult(w, CHOICE, channelId.isPresent(), result);
                    Per.user(w, "initiator", initiator);
                    w.u16be("requested", requested);
                    channelId.ifPresent(channel -> w.u16be("channelId", channel));
                }));
    }
}

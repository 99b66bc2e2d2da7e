package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;
import java.util.OptionalInt;

/**
 * MCS Attach User Confirm, T.125 section 11.18 and [MS-RDPBCGR] 2.2.1.7.
 *
 * @param initiator the user channel, 1001 to 65535; absent from a refusal
 */
public record AttachUserConfirm(McsResult result, OptionalInt initiator) implements DomainPdu {

    public static final String STRUCTURE = "AttachUserConfirm";

    static final int CHOICE = 11;

    /** @throws IllegalArgumentException when the initiator is out of range */
    public AttachUserConfirm {
        initiator.ifPresent(user -> Per.checkUser("initiator", user));
    }

    /** The answer that grants the request. */
    public static AttachUserConfirm of(int initiator) {
        return new AttachUserConfirm(McsResult.SUCCESSFUL, OptionalInt.of(initiator));
    }

    public static AttachUserConfirm refused(McsResult result) {
        return new AttachUserConfirm(result, OptionalInt.empty());
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static AttachUserConfirm decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    static AttachUserConfirm read(WireReader frame) {
        var in = frame.as(STRUCTURE);
        int bits = Per.choice(in, CHOICE);
        var result = Per.result(in, bits);
        var initiator = (bits & 0x02) != 0 ? OptionalInt.of(Per.user(in, "initiator")) : OptionalInt.empty();
        in.expectEnd();
        return new AttachUserConfirm(result, initiator);
    }

    @Override
    public void encode(WireWriter out) {
        DataHeader.writeFrame(
                out,
                frame -> frame.structure(STRUCTURE, w -> {
                    Per.choiceAndResult(w, CHOICE, initiator.isPresent(), result);
                    initiator.ifPresent(user -> Per.user(w, "initiator", user));
                }));
    }
}

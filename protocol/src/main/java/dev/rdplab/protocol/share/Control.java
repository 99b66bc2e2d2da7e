package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Control PDU of either end, TS_CONTROL_PDU, [MS-RDPBCGR] 2.2.1.15.1. Eight bytes.
 *
 * @param grantId the client's channel id when control is granted, else 0; 16 bits
 * @param controlId the server's channel id when control is granted, else 0; 32 bits
 */
public record Control(Action action, int grantId, long controlId) implements DataPdu {

    /** What is asked or said, with its value on the wire. */
    public enum Action {
        REQUEST_CONTROL(1, PduNames.CONTROL_REQUEST),
        GRANTED_CONTROL(2, PduNames.CONTROL_GRANTED),
        DETACH(3, PduNames.CONTROL_DETACH),
        COOPERATE(4, PduNames.CONTROL_COOPERATE);

        private final int value;
        private final String pduName;

        Action(int value, String pduName) {
            this.value = value;
            this.pduName = pduName;
        }
    }

    static final int TYPE = 20; // PDUTYPE2_CONTROL

    private static final String NAME = "TS_CONTROL_PDU";

    public static Control cooperate() {
        return new Control(Action.COOPERATE, 0, 0);
    }

    public static Control request() {
        return new Control(Action.REQUEST_CONTROL, 0, 0);
    }

    /** @param grantId the client's MCS user channel */
    public static Control granted(int grantId) {
        return new Control(Action.GRANTED_CONTROL, grantId, ConfirmActive.SERVER_CHANNEL_ID);
    }

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return action.pduName;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(
                NAME,
                w -> w.u16le("action", action.value).u16le("grantId", grantId).u32le("controlId", controlId));
    }

    static Control decode(WireReader reader) {
        var in = reader.as(NAME);
        int value = in.u16le("action");
        for (Action action : Action.values()) {
            if (action.value == value) {
                return new Control(action, in.u16le("grantId"), in.u32le("controlId"));
            }
        }
        throw in.violation("action", Problem.UNKNOWN_VALUE, value);
    }
}

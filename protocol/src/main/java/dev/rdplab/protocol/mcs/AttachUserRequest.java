package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;

/** MCS Attach User Request, T.125 section 11.17 and [MS-RDPBCGR] 2.2.1.6: always the same eight bytes. */
public record AttachUserRequest() implements DomainPdu {

    public static final String STRUCTURE = "AttachUserRequest";

    static final int CHOICE = 10;

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static AttachUserRequest decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    static AttachUserRequest read(WireReader frame) {
        var in = frame.as(STRUCTURE);
        Per.wholeChoice(in, CHOICE);
        in.expectEnd();
        return new AttachUserRequest();
    }

    @Override
    public void encode(WireWriter out) {
        DataHeader.writeFrame(out, frame -> frame.structure(STRUCTURE, w -> w.u8("choice", CHOICE << 2)));
    }
}

package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;
import java.util.function.Consumer;

/**
 * MCS Send Data Indication, T.125 section 11.33: whatever the server sends once it is attached.
 *
 * @param userData at most 16383 bytes
 */
public record SendDataIndication(SendData header, Bytes userData) implements DomainPdu {

    public static final String STRUCTURE = "SendDataIndication";

    static final int CHOICE = 26;

    /** @throws IllegalArgumentException when the user data is too long or the header is of the other direction */
    public SendDataIndication {
        SendData.checkUserData(userData);
        if (!header.indication()) {
            throw new IllegalArgumentException("the header is of the other direction");
        }
    }

    public static SendDataIndication of(int initiator, int channelId, Bytes userData) {
        return new SendDataIndication(SendData.indication(initiator, channelId), userData);
    }

    /** Writes a frame whose inside {@code userData} writes; its fields are recorded with their place in the frame. */
    public static void encode(WireWriter out, int initiator, int channelId, Consumer<WireWriter> userData) {
        SendData.indication(initiator, channelId).encode(out, userData);
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static SendDataIndication decode(WireReader in) {
        return read(DataHeader.readFrame(in));
    }

    static SendDataIndication read(WireReader frame) {
        var opened = SendData.open(frame, true);
        return new SendDataIndication(opened.header(), opened.userData().rest("userData"));
    }

    public int initiator() {
        return header.initiator();
    }

    public int channelId() {
        return header.channelId();
    }

    @Override
    public void encode(WireWriter out) {
        header.encode(out, w -> w.bytes("userData", userData));
    }
}

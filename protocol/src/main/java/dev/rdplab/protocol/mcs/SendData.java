package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;
import java.util.function.Consumer;

/**
 * What a Send Data Request and a Send Data Indication have before their user data, T.125 section 7 part 7: choice 1 +
 * initiator 2 + channelId 2 + priority and segmentation 1 + length 1 or 2.
 *
 * @param indication from the server
 * @param initiator 1001 to 65535
 * @param channelId 0 to 65535
 * @param prioritySegmentation dataPriority in the upper two bits, segmentation (begin, end) in the next two, padding 0
 * @param longLength the length takes two bytes even when one would do, as FreeRDP and xrdp write it
 */
public record SendData(boolean indication, int initiator, int channelId, int prioritySegmentation, boolean longLength) {

    /** High priority, begin and end: what every RDP program sends. */
    public static final int WHOLE = 0x70;

    private static final int CHOICE_AT = 7; // TPKT 4 + X.224 Data header 3

    /** Bytes of user data at most: what a PER length can say without fragments. */
    public static final int MAX_USER_DATA = 0x3fff;

    /** @throws IllegalArgumentException when a value is out of range */
    public SendData {
        Per.checkUser("initiator", initiator);
        Per.checkChannel("channelId", channelId);
        if ((prioritySegmentation & ~0xf0) != 0) {
            throw new IllegalArgumentException("priority 0x" + Integer.toHexString(prioritySegmentation));
        }
    }

    /** The header of what a client sends. */
    public static SendData request(int initiator, int channelId) {
        return new SendData(false, initiator, channelId, WHOLE, false);
    }

    /** The header of what a server sends. */
    public static SendData indication(int initiator, int channelId) {
        return new SendData(true, initiator, channelId, WHOLE, false);
    }

    public String structure() {
        return indication ? SendDataIndication.STRUCTURE : SendDataRequest.STRUCTURE;
    }

    /** A header and a reader over what follows it, in which offsets count from the start of the frame. */
    public record Opened(SendData header, WireReader userData) {}

    /** Whether a whole frame is a Send Data Request, as far as its first bytes tell. */
    public static boolean isRequest(Bytes frame) {
        return frame.length() > CHOICE_AT && frame.get(CHOICE_AT) >> 2 == SendDataRequest.CHOICE;
    }

    /**
     * Reads a frame up to its user data.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when the frame holds something else
     */
    public static Opened open(WireReader in) {
        var frame = DataHeader.readFrame(in).as("DomainMCSPDU");
        int octet = frame.peekU8("choice");
        return switch (octet >> 2) {
            case SendDataRequest.CHOICE -> open(frame, false);
            case SendDataIndication.CHOICE -> open(frame, true);
            default -> throw frame.violation("choice", Problem.UNEXPECTED_PDU, octet);
        };
    }

    /** Writes a frame; {@code userData} writes the inside, and its fields are recorded. */
    public void encode(WireWriter out, Consumer<WireWriter> userData) {
        DataHeader.writeFrame(out, frame -> frame.structure(structure(), w -> w.sized(this::encodeHeader, userData)));
    }

    private void encodeHeader(WireWriter out, int length) {
        if (length > MAX_USER_DATA) {
            throw new IllegalArgumentException("user data of " + length + " bytes, at most " + MAX_USER_DATA);
        }
        out.u8("choice", choice(indication) << 2);
        Per.user(out, "initiator", initiator);
        out.u16be("channelId", channelId).u8("dataPriority", prioritySegmentation);
        if (longLength || length > 0x7f) {
            out.u16be("length", 0x8000 | length);
        } else {
            out.u8("length", length);
        }
    }

    static Opened open(WireReader frame, boolean indication) {
        var in = frame.as(indication ? SendDataIndication.STRUCTURE : SendDataRequest.STRUCTURE);
        Per.wholeChoice(in, choice(indication));
        int initiator = Per.user(in, "initiator");
        int channelId = in.u16be("channelId");
        int prioritySegmentation = in.u8("dataPriority");
        if ((prioritySegmentation & 0x0f) != 0) {
            throw in.violation("dataPriority", Problem.MALFORMED, prioritySegmentation);
        }
        boolean two = (in.peekU8("length") & 0x80) != 0;
        int length = two ? in.u16be("length") & 0x7fff : in.u8("length");
        var userData = in.slice("userData", in.bounded("length", length, MAX_USER_DATA));
        in.expectEnd();
        var header = new SendData(indication, initiator, channelId, prioritySegmentation, two && length <= 0x7f);
        return new Opened(header, userData);
    }

    static void checkUserData(Bytes userData) {
        ConnectInitial.checkLength("userData", userData, MAX_USER_DATA);
    }

    private static int choice(boolean indication) {
        return indication ? SendDataIndication.CHOICE : SendDataRequest.CHOICE;
    }
}

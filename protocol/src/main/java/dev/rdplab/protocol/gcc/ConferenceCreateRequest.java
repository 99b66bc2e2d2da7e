package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * GCC Conference Create Request, T.124 section 8.7 and [MS-RDPBCGR] 2.2.1.3 gccCCrq: the user data of a Connect-Initial, in
 * aligned PER. All but its lengths is the same in every client.
 *
 * @param userData at most 16000 bytes: {@link ClientData}
 * @param connectPduLength the outer length as it was sent, when it is wrong: some clients count otherwise, servers pass over it
 * @param longConnectPduLength the outer length takes two bytes even when one would do
 * @param longUserDataLength the inner length likewise
 */
public record ConferenceCreateRequest(
        Bytes userData, OptionalInt connectPduLength, boolean longConnectPduLength, boolean longUserDataLength)
        implements Pdu {

    public static final String STRUCTURE = "ConferenceCreateRequest";

    /** Bytes at most; what a PER length can say, less the header. */
    public static final int MAX_USER_DATA = 16_000;

    /** Choice conferenceCreateRequest, of its optional parts only the user data. */
    private static final Bytes CHOICE = Bytes.fromHex("00 08");

    /** The numeric name "1", no further flag. */
    private static final Bytes CONFERENCE_NAME = Bytes.fromHex("00 10 00");

    private static final String CONNECT_LENGTH = "connectPDU.length";

    private static final Bytes DUCA = Bytes.ascii("Duca");

    /** Bytes between the outer and the inner length: choice 2 + conferenceName 3 + set 3 + key 4. */
    private static final int FIXED = 12;

    /** @throws IllegalArgumentException when the user data is too long */
    public ConferenceCreateRequest {
        if (userData.length() > MAX_USER_DATA) {
            throw new IllegalArgumentException(
                    "user data of " + userData.length() + " bytes, at most " + MAX_USER_DATA);
        }
    }

    public static ConferenceCreateRequest of(Bytes userData) {
        return new ConferenceCreateRequest(userData, OptionalInt.empty(), false, false);
    }

    /**
     * Reads to the end.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ConferenceCreateRequest decode(WireReader in) {
        var userData = new AtomicReference<>(Bytes.EMPTY);
        var outer = decode(in, content -> userData.set(content.rest("userData")));
        return new ConferenceCreateRequest(
                userData.get(), outer.connectPduLength, outer.longConnectPduLength, outer.longUserDataLength);
    }

    /** Reads to the end and lets {@code content} read the user data in its place. The result has no user data. */
    public static ConferenceCreateRequest decode(WireReader outer, Consumer<WireReader> content) {
        var in = outer.as(STRUCTURE);
        GccPer.readKey(in);
        boolean longConnect = GccPer.isLong(in, CONNECT_LENGTH);
        int connectLength = longConnect ? in.u16be(CONNECT_LENGTH) & 0x7fff : in.u8(CONNECT_LENGTH);
        var stated = OptionalInt.empty();
        if (connectLength != in.remaining()) {
            // [MS-RDPBCGR] 3.3.5.3.3 has the server look at the TPKT length alone.
            in.deviates(
                    CONNECT_LENGTH,
                    longConnect ? 2 : 1,
                    connectLength,
                    in.remaining(),
                    connectLength + ", but " + in.remaining() + " follow");
            stated = OptionalInt.of(connectLength);
        }
        GccPer.expect(in, "connectGCCPDU", CHOICE);
        GccPer.expect(in, "conferenceName", CONFERENCE_NAME);
        GccPer.readSet(in, DUCA);
        boolean longUserData = GccPer.isLong(in, "userData.length");
        int length = GccPer.length(in, "userData.length");
        var userData = in.slice("userData", in.bounded("userData.length", length, MAX_USER_DATA));
        content.accept(userData);
        userData.expectEnd();
        in.expectEnd();
        return new ConferenceCreateRequest(
                Bytes.EMPTY, stated, longConnect && connectLength <= 0x7f, longUserData && length <= 0x7f);
    }

    @Override
    public void encode(WireWriter out) {
        encode(out, w -> w.bytes("userData", userData));
    }

    /** Writes what {@code content} writes in place of {@link #userData}; its fields are recorded. */
    public void encode(WireWriter out, Consumer<WireWriter> content) {
        out.structure(STRUCTURE, w -> w.sized(this::encodeHead, content));
    }

    private void encodeHead(WireWriter out, int length) {
        if (length > MAX_USER_DATA) {
            throw new IllegalArgumentException("user data of " + length + " bytes");
        }
        int connectLength = connectPduLength.orElse(FIXED + GccPer.lengthOctets(length, longUserDataLength) + length);
        GccPer.writeKey(out);
        GccPer.length(out, CONNECT_LENGTH, connectLength, longConnectPduLength);
        out.bytes("connectGCCPDU", CHOICE).bytes("conferenceName", CONFERENCE_NAME);
        GccPer.writeSet(out, DUCA);
        GccPer.length(out, "userData.length", length, longUserDataLength);
    }
}

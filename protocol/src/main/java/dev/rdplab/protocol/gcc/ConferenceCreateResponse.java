package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * GCC Conference Create Response, T.124 section 8.7 and [MS-RDPBCGR] 2.2.1.4 gccCCrsp: the user data of a Connect-Response,
 * in aligned PER.
 *
 * @param connectPduLength 0 to 16383, on the wire as it is given: Windows and all that imitate it write 42 whatever follows,
 *     and clients pass over it
 * @param nodeId 1001 to 65535; Windows writes 31219
 * @param tag 0 to 255, 1 in practice
 * @param result 0 success, 1 user rejected, 2 resources not available, 3 rejected for symmetry breaking, 4 locked conference
 *     not supported
 * @param userData at most 16000 bytes: {@link ServerData}
 * @param longConnectPduLength the outer length takes two bytes even when one would do
 * @param longUserDataLength the inner length likewise
 */
public record ConferenceCreateResponse(
        int connectPduLength,
        int nodeId,
        int tag,
        int result,
        Bytes userData,
        boolean longConnectPduLength,
        boolean longUserDataLength)
        implements Pdu {

    public static final String STRUCTURE = "ConferenceCreateResponse";

    /** What Windows writes as connectPDU length. */
    public static final int WINDOWS_CONNECT_PDU_LENGTH = 42;

    public static final int WINDOWS_NODE_ID = 31_219;

    private static final int MAX_USER_DATA = ConferenceCreateRequest.MAX_USER_DATA;

    /** Choice conferenceCreateResponse with user data. */
    private static final int CHOICE = 0x14;

    private static final int FIRST_NODE = 1001;
    private static final int LAST_RESULT = 4;
    private static final Bytes MC_DN = Bytes.ascii("McDn");

    /** @throws IllegalArgumentException when a value is out of range */
    public ConferenceCreateResponse {
        if (connectPduLength < 0
                || connectPduLength > 0x3fff
                || nodeId < FIRST_NODE
                || nodeId > 0xffff
                || tag < 0
                || tag > 0xff
                || result < 0
                || result > LAST_RESULT
                || userData.length() > MAX_USER_DATA) {
            throw new IllegalArgumentException("connectPDU length " + connectPduLength + ", node " + nodeId + ", tag "
                    + tag + ", result " + result + ", user data " + userData.length());
        }
    }

    /** As Windows sends it. */
    public static ConferenceCreateResponse of(Bytes userData) {
        return new ConferenceCreateResponse(WINDOWS_CONNECT_PDU_LENGTH, WINDOWS_NODE_ID, 1, 0, userData, false, false);
    }

    /**
     * Reads to the end.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ConferenceCreateResponse decode(WireReader in) {
        var userData = new AtomicReference<>(Bytes.EMPTY);
        var outer = decode(in, content -> userData.set(content.rest("userData")));
        return new ConferenceCreateResponse(
                outer.connectPduLength,
                outer.nodeId,
                outer.tag,
                outer.result,
                userData.get(),
                outer.longConnectPduLength,
                outer.longUserDataLength);
    }

    /** Reads to the end and lets {@code content} read the user data in its place. The result has no user data. */
    public static ConferenceCreateResponse decode(WireReader outer, Consumer<WireReader> content) {
        var in = outer.as(STRUCTURE);
        GccPer.readKey(in);
        boolean longConnect = GccPer.isLong(in, "connectPDU.length");
        int connectLength = GccPer.length(in, "connectPDU.length");
        in.expectU8("connectGCCPDU", CHOICE);
        int nodeId = in.u16be("nodeID") + FIRST_NODE;
        if (nodeId > 0xffff) {
            throw in.violation("nodeID", Problem.LIMIT_EXCEEDED, nodeId);
        }
        in.expectU8("tag.length", 1);
        int tag = in.u8("tag");
        int result = in.u8("result");
        if ((result & 0x0f) != 0 || result >> 4 > LAST_RESULT) {
            throw in.violation("result", Problem.UNKNOWN_VALUE, result);
        }
        GccPer.readSet(in, MC_DN);
        boolean longUserData = GccPer.isLong(in, "userData.length");
        int length = GccPer.length(in, "userData.length");
        var userData = in.slice("userData", in.bounded("userData.length", length, MAX_USER_DATA));
        content.accept(userData);
        userData.expectEnd();
        in.expectEnd();
        return new ConferenceCreateResponse(
                connectLength,
                nodeId,
                tag,
                result >> 4,
                Bytes.EMPTY,
                longConnect && connectLength <= 0x7f,
                longUserData && length <= 0x7f);
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
        GccPer.writeKey(out);
        GccPer.length(out, "connectPDU.length", connectPduLength, longConnectPduLength);
        out.u8("connectGCCPDU", CHOICE)
                .u16be("nodeID", nodeId - FIRST_NODE)
                .u8("tag.length", 1)
                .u8("tag", tag)
                .u8("result", result << 4);
        GccPer.writeSet(out, MC_DN);
        GccPer.length(out, "userData.length", length, longUserDataLength);
    }
}

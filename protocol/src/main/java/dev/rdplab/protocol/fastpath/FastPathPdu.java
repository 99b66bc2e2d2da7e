package dev.rdplab.protocol.fastpath;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * One fast-path PDU, TS_FP_INPUT_PDU or TS_FP_UPDATE_PDU: fpHeader 1, length 1 or 2, and what follows.
 *
 * @param events bits 2 to 5 of fpHeader: number of events in input, reserved in output
 * @param flags bits 6 and 7 of fpHeader
 * @param longLength the length has two bytes, which real peers write for short PDUs too
 * @param payload MAC and data, unread
 */
public record FastPathPdu(int events, int flags, boolean longLength, Bytes payload) implements Pdu {

    /** FASTPATH_INPUT_SECURE_CHECKSUM: the MAC is salted. */
    public static final int SECURE_CHECKSUM = 1;
    /** FASTPATH_INPUT_ENCRYPTED: the payload begins with eight bytes of MAC and is encrypted. */
    public static final int ENCRYPTED = 2;

    /** Bytes in all at most; the length field has 15 bits. */
    public static final int MAX_LENGTH = 0x7fff;

    private static final String NAME = "TS_FP_PDU";
    private static final int ACTION_MASK = 0x03; // 0 is FASTPATH_INPUT_ACTION_FASTPATH
    private static final int MAX_SHORT_LENGTH = 0x7f;

    public FastPathPdu {
        int length = headerLength(longLength) + payload.length();
        if (length > (longLength ? MAX_LENGTH : MAX_SHORT_LENGTH)) {
            throw new IllegalArgumentException(length + " bytes do not fit the length field");
        }
        if (events < 0 || events > 15 || flags < 0 || flags > 3) {
            throw new IllegalArgumentException("events has 4 bits, flags 2");
        }
    }

    /** Whether a frame that begins with this byte is fast-path; else it is TPKT, whose version is 3. */
    public static boolean begins(int firstByte) {
        return (firstByte & ACTION_MASK) == 0;
    }

    public boolean encrypted() {
        return (flags & ENCRYPTED) != 0;
    }

    @Override
    public void encode(WireWriter out) {
        int length = headerLength(longLength) + payload.length();
        out.structure(NAME, w -> {
            w.u8("fpHeader", flags << 6 | events << 2);
            if (longLength) {
                w.u16be("length", 0x8000 | length);
            } else {
                w.u8("length", length);
            }
            w.bytes("payload", payload);
        });
    }

    /**
     * Reads one PDU, which the reader must hold whole.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when the action or the length is wrong
     */
    public static FastPathPdu decode(WireReader reader) {
        var in = reader.as(NAME);
        int fpHeader = in.u8("fpHeader");
        if ((fpHeader & ACTION_MASK) != 0) {
            throw in.violation("fpHeader", Problem.UNEXPECTED_VALUE, fpHeader);
        }
        boolean longLength = (in.peekU8("length") & 0x80) != 0;
        int length = longLength ? in.u16be("length") & MAX_LENGTH : in.u8("length");
        var payload = in.bytes("payload", in.bounded("length", length - (long) headerLength(longLength), MAX_LENGTH));
        in.expectEnd();
        return new FastPathPdu(fpHeader >> 2 & 0x0f, fpHeader >> 6, longLength, payload);
    }

    private static int headerLength(boolean longLength) {
        return longLength ? 3 : 2; // fpHeader 1 + length 1 or 2
    }
}

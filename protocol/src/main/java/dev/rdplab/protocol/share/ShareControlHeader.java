package dev.rdplab.protocol.share;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/**
 * TS_SHARECONTROLHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.1: totalLength 2, pduType 2, pduSource 2, all little-endian.
 *
 * @param type the low four bits of pduType; the version bits above them are always 1
 * @param pduSource channel id of the sender; 0 in the four-byte header of old servers, which lacks it
 */
record ShareControlHeader(int type, int pduSource) {

    static final int LENGTH = 6; // totalLength 2 + pduType 2 + pduSource 2
    static final int SHORT_LENGTH = 4; // totalLength 2 + pduType 2

    /** In the place of totalLength: the eight bytes are a flow control PDU. */
    static final int FLOW_MARKER = 0x8000;

    static final int DEMAND_ACTIVE = 0x1;
    static final int CONFIRM_ACTIVE = 0x3;
    static final int DEACTIVATE_ALL = 0x6;
    static final int DATA = 0x7;
    static final int SERVER_REDIRECTION = 0xa;

    private static final String NAME = "TS_SHARECONTROLHEADER";
    private static final int VERSION = 0x10; // TS_PROTOCOL_VERSION 1 in versionLow, versionHigh 0

    /** Reads what follows totalLength; {@code in} ends where totalLength says. */
    static ShareControlHeader decode(WireReader in) {
        var header = in.as(NAME);
        int pduType = header.u16le("pduType");
        if ((pduType & 0xfff0) != VERSION) {
            throw header.violation("pduType", Problem.UNEXPECTED_VALUE, pduType);
        }
        int type = pduType & 0x0f;
        // Windows XP ends a Deactivate All PDU here.
        boolean ends = type == DEACTIVATE_ALL && !in.hasRemaining();
        return new ShareControlHeader(type, ends ? 0 : header.u16le("pduSource"));
    }

    /** Writes header and body with the length of both. */
    static void encode(WireWriter out, int type, int pduSource, Consumer<WireWriter> body) {
        int start = out.size();
        out.structure(
                NAME,
                w -> w.u16le("totalLength", 0).u16le("pduType", VERSION | type).u16le("pduSource", pduSource));
        body.accept(out);
        out.patchU16le(start, out.size() - start);
    }

    /** Writes the header of four bytes that nothing follows. */
    static void encodeShort(WireWriter out, int type) {
        out.structure(NAME, w -> w.u16le("totalLength", SHORT_LENGTH).u16le("pduType", VERSION | type));
    }
}

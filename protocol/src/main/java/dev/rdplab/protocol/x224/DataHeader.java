package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/**
 * The X.224 Data TPDU header of class 0, [MS-RDPBCGR] 2.2.1.3 x224Data: always {@code 02 F0 80}. RDP never splits a PDU over
 * several TPDUs, so the end-of-TSDU mark is always set.
 */
public final class DataHeader {

    static final String STRUCTURE = Tpdu.STRUCTURE;

    /** Bytes: length indicator 1 + type 1 + end of TSDU 1. */
    public static final int LENGTH = 3;

    /** The most that fits behind TPKT and this header in one frame, in bytes. */
    public static final int MAX_PAYLOAD = Tpkt.MAX_LENGTH - Tpkt.HEADER - LENGTH;

    private static final int TYPE = 0xf0;
    private static final int END_OF_TSDU = 0x80;

    private DataHeader() {}

    /**
     * Reads TPKT and this header, and gives a reader over what the frame carries; nothing may stand behind the frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when the frame is no such TPDU
     */
    public static WireReader readFrame(WireReader in) {
        var frame = Tpkt.read(in);
        var header = frame.as(STRUCTURE);
        header.expectU8("lengthIndicator", LENGTH - 1);
        header.expectU8("type", TYPE);
        header.expectU8("eot", END_OF_TSDU);
        return frame;
    }

    /** Writes TPKT, this header and the payload. */
    public static void writeFrame(WireWriter out, Consumer<WireWriter> payload) {
        Tpkt.write(out, frame -> {
            frame.structure(
                    STRUCTURE,
                    w -> w.u8("lengthIndicator", LENGTH - 1).u8("type", TYPE).u8("eot", END_OF_TSDU));
            payload.accept(frame);
        });
    }
}

package dev.rdplab.protocol.x224;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** The TPKT header, RFC 1006 section 6: version 1, reserved 1, length 2 big-endian, which counts the header too. */
public final class Tpkt {

    public static final String STRUCTURE = "TPKT";

    /** Bytes of the header: version 1 + reserved 1 + length 2. */
    public static final int HEADER = 4;

    /** The greatest whole frame, in bytes. */
    public static final int MAX_LENGTH = 0xffff;

    private static final int VERSION = 3;

    private Tpkt() {}

    /**
     * Reads one header and gives a reader over exactly what it frames; nothing may stand behind the frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException when version, reserved or length is wrong
     */
    public static WireReader read(WireReader in) {
        var header = in.as(STRUCTURE);
        header.expectU8("version", VERSION);
        header.expectU8("reserved", 0);
        int length = header.u16be("length");
        int body = header.bounded("length", length - (long) HEADER, MAX_LENGTH - HEADER);
        var frame = header.slice("length", body);
        header.expectEnd();
        return frame;
    }

    /**
     * Writes a header and the body behind it, and puts in the length.
     *
     * @throws IllegalArgumentException when the body is too long for a frame; PDUs bound themselves so that it is not
     */
    public static void write(WireWriter out, Consumer<WireWriter> body) {
        int start = out.size();
        out.structure(STRUCTURE, w -> w.u8("version", VERSION).u8("reserved", 0).u16be("length", 0));
        body.accept(out);
        int length = out.size() - start;
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("frame of " + length + " bytes, at most " + MAX_LENGTH);
        }
        out.patchU16be(start + 2, length);
    }
}

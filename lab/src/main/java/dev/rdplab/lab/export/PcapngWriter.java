package dev.rdplab.lab.export;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the blocks of a pcapng file, little-endian, with timestamps in nanoseconds. */
final class PcapngWriter {

    private static final long SECTION = 0x0a0d0d0aL;
    private static final long INTERFACE = 1;
    private static final long PACKET = 6;
    private static final long SECRETS = 10;
    private static final long TLS_KEY_LOG = 0x544c534bL;
    private static final int NANOSECONDS = 9; // if_tsresol, of a power of ten

    private final OutputStream out;

    PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        block(SECTION, w -> {
            w.u32le("byte order", 0x1a2b3c4dL).u16le("major", 1).u16le("minor", 0);
            w.u32le("section length", 0xffff_ffffL).u32le("section length", 0xffff_ffffL);
            option(w, 4, text("rdplab")); // shb_userappl
            end(w);
        });
    }

    void interfaceOf(int linkType, String name) throws IOException {
        block(INTERFACE, w -> {
            w.u16le("link type", linkType).u16le("reserved", 0).u32le("snap length", 0);
            option(w, 2, text(name)); // if_name
            option(w, 9, Bytes.of(NANOSECONDS)); // if_tsresol
            end(w);
        });
    }

    /** To be written before the packets that they open. */
    void secrets(List<String> lines) throws IOException {
        var log = text(String.join("\n", lines) + "\n");
        block(SECRETS, w -> {
            w.u32le("type", TLS_KEY_LOG).u32le("length", log.length());
            padded(w, log);
        });
    }

    /** @param comment shown with the packet; may be empty */
    void packet(int interfaceId, long nanos, Bytes bytes, String comment) throws IOException {
        block(PACKET, w -> {
            w.u32le("interface", interfaceId)
                    .u32le("time high", nanos >>> 32)
                    .u32le("time low", nanos & 0xffff_ffffL)
                    .u32le("captured", bytes.length())
                    .u32le("original", bytes.length());
            padded(w, bytes);
            if (!comment.isEmpty()) {
                option(w, 1, text(comment)); // opt_comment
                end(w);
            }
        });
    }

    private interface Body {
        void write(WireWriter w);
    }

    private void block(long type, Body body) throws IOException {
        var inner = new WireWriter();
        body.write(inner);
        int length = inner.size() + 12; // type 4 + length 4 + length again 4
        out.write(new WireWriter()
                .u32le("type", type)
                .u32le("length", length)
                .bytes("body", inner.toBytes())
                .u32le("length", length)
                .toBytes()
                .toArray());
    }

    private static void option(WireWriter w, int code, Bytes value) {
        var bounded = value.length() > 0xffff ? value.slice(0, 0xffff) : value;
        w.u16le("code", code).u16le("length", bounded.length());
        padded(w, bounded);
    }

    private static void end(WireWriter w) {
        w.u32le("opt_endofopt", 0);
    }

    private static void padded(WireWriter w, Bytes bytes) {
        w.bytes("value", bytes).zeros("padding", (4 - bytes.length() % 4) % 4);
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

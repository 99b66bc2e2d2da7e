package dev.rdplab.kerberos.file;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** Text and data behind their length, big-endian. */
final class FileText {

    private FileText() {}

    static String read16(WireReader in, String field) {
        return in.bytes(field, in.u16be(field + ".length")).text(StandardCharsets.UTF_8);
    }

    static void write16(WireWriter out, String field, String text) {
        Bytes bytes = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        out.u16be(field + ".length", bytes.length()).bytes(field, bytes);
    }

    static Bytes read32(WireReader in, String field) {
        return in.bytes(field, in.bounded(field, in.u32be(field + ".length"), 1 << 20));
    }

    static void write32(WireWriter out, String field, Bytes bytes) {
        out.u32be(field + ".length", bytes.length()).bytes(field, bytes);
    }

    static String text32(WireReader in, String field) {
        return read32(in, field).text(StandardCharsets.UTF_8);
    }

    static void write32(WireWriter out, String field, String text) {
        write32(out, field, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}

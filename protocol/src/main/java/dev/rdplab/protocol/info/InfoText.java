package dev.rdplab.protocol.info;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The two ways texts are written here: UTF-16LE, or the client's ANSI code page. */
enum InfoText {
    UNICODE(2, StandardCharsets.UTF_16LE),
    /** Read as ISO 8859-1, which turns every byte into a character and back, whatever the code page is. */
    ANSI(1, StandardCharsets.ISO_8859_1);

    private final int unit;
    private final Charset charset;

    InfoText(int unit, Charset charset) {
        this.unit = unit;
        this.charset = charset;
    }

    static InfoText of(InfoFlags flags) {
        return flags.has(InfoFlags.INFO_UNICODE) ? UNICODE : ANSI;
    }

    Bytes bytes(String text) {
        return this == UNICODE ? Bytes.utf16le(text) : Bytes.wrap(text.getBytes(charset));
    }

    /** Whether nothing is lost by writing. */
    boolean holds(String text) {
        return bytes(text).text(charset).equals(text);
    }

    /** Bytes of the character that ends a text. */
    int terminator() {
        return unit;
    }

    /** {@code length} bytes without a terminator. */
    String read(WireReader in, String field, int length) {
        if (length % unit != 0) {
            throw in.violation(field, Problem.MALFORMED, length + " bytes of 16-bit characters");
        }
        Bytes bytes = in.bytes(field, length);
        String text = bytes.text(charset);
        if (!bytes(text).equals(bytes)) {
            throw in.violation(field, Problem.MALFORMED, "half a surrogate pair");
        }
        return text;
    }

    /** {@code length} bytes, and a terminator that they do not count. */
    String readTerminated(WireReader in, String field, int length) {
        String text = read(in, field, length);
        if (!in.bytes(field, ".terminator", unit).equals(Bytes.zeros(unit))) {
            throw in.violation(field, Problem.MALFORMED, "no terminator");
        }
        return text;
    }

    void writeTerminated(WireWriter out, String field, String text) {
        out.bytes(field, bytes(text)).zeros(out.part(field, ".terminator"), unit);
    }
}

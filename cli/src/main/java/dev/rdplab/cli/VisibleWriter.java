package dev.rdplab.cli;

import dev.rdplab.words.VisibleText;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharsetEncoder;
import java.util.Optional;

/**
 * The only way to stdout and stderr: all text becomes {@link VisibleText}, {@link Paint}'s marks become escape sequences, and what
 * the charset of the terminal has no code for becomes an escape, too. Remembers why it could not write.
 */
final class VisibleWriter extends Writer {

    private final Writer to;
    private final CharsetEncoder encoder; // null where every character can be written
    private IOException failure;

    /** @param encoder of the charset that {@code to} encodes with; null for all of Unicode */
    VisibleWriter(Writer to, CharsetEncoder encoder) {
        super(to);
        this.to = to;
        this.encoder = encoder;
    }

    /** Why it could not write; empty while it could. */
    Optional<IOException> failure() {
        synchronized (lock) {
            return Optional.ofNullable(failure);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        // A line ends with LF on every system, also where a format said %n.
        var part = text.substring(offset, offset + length).replace(System.lineSeparator(), "\n");
        raw(part.equals("\n") ? part : Paint.render(part, this::encodable));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length), 0, length);
    }

    /** Writes a sequence of this program's own. */
    void raw(String text) throws IOException {
        synchronized (lock) {
            try {
                to.write(text);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }

    private String encodable(String text) {
        var visible = VisibleText.of(text);
        if (encoder == null || encoder.canEncode(visible)) {
            return visible;
        }
        var out = new StringBuilder();
        visible.codePoints().forEach(c -> {
            var one = Character.toString(c);
            if (encoder.canEncode(one)) {
                out.append(one);
            } else {
                VisibleText.escape(out, c);
            }
        });
        return out.toString();
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            try {
                to.flush();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        to.close();
    }
}

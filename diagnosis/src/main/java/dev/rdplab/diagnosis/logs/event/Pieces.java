package dev.rdplab.diagnosis.logs.event;

import java.io.IOException;
import java.io.Reader;

/** Cuts a long text at marks, with bounded memory. */
public final class Pieces {

    /** Characters of one piece; what is longer ends there. */
    public static final int LONGEST = 1 << 20;

    private final Reader reader;
    private final char[] buffer = new char[1 << 14];
    private int at;
    private int end;

    public Pieces(Reader reader) {
        this.reader = reader;
    }

    /** The next character, which stays; -1 at the end. */
    public int peek() throws IOException {
        return fill() ? buffer[at] : -1;
    }

    /** The next character, or -1 at the end. */
    public int next() throws IOException {
        return fill() ? buffer[at++] : -1;
    }

    /** Skips past the mark. @return false when the text ends without it */
    public boolean skipPast(String mark) throws IOException {
        int matched = 0;
        for (int c = next(); c >= 0; c = next()) {
            matched = c == mark.charAt(matched) ? matched + 1 : c == mark.charAt(0) ? 1 : 0;
            if (matched == mark.length()) {
                return true;
            }
        }
        return false;
    }

    /** The text up to the end of the mark, to the end of the text, or {@link #LONGEST} characters of it. */
    public String through(String mark) throws IOException {
        var piece = new StringBuilder();
        char last = mark.charAt(mark.length() - 1);
        for (int c = next(); c >= 0; c = next()) {
            piece.append((char) c);
            if (c == last && endsWith(piece, mark) || piece.length() == LONGEST) {
                break;
            }
        }
        return piece.toString();
    }

    private static boolean endsWith(StringBuilder text, String mark) {
        int from = text.length() - mark.length();
        return from >= 0 && text.indexOf(mark, from) == from;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            at = 0;
            end = reader.read(buffer);
        }
        return end > 0;
    }
}

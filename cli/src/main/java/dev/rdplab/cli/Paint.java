package dev.rdplab.cli;

import dev.rdplab.words.VisibleText;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;

/**
 * Colours on a terminal, plain text elsewhere. A colour is a mark in the text, which only {@link VisibleWriter} turns into an
 * escape sequence. Marks are drawn anew for each process, so that no text from elsewhere can hold one.
 */
enum Paint {
    ON(true),
    OFF(false);

    /** SGR parameters; a mark ends with the index of one. */
    private static final String[] CODES = {"0", "1", "2", "31", "32", "33", "36"};

    private static final char FIRST_INDEX = '\uE000';
    private static final char INTRODUCER = '\uFDD0';
    private static final int SECRET_LENGTH = 4;

    private final boolean colour;

    Paint(boolean colour) {
        this.colour = colour;
    }

    String bold(String text) {
        return with(1, text);
    }

    String dim(String text) {
        return with(2, text);
    }

    String bad(String text) {
        return with(3, text);
    }

    String good(String text) {
        return with(4, text);
    }

    String doubtful(String text) {
        return with(5, text);
    }

    String name(String text) {
        return with(6, text);
    }

    private String with(int index, String text) {
        return colour && !text.isEmpty() ? mark(index) + text + mark(0) : text;
    }

    private static String mark(int index) {
        return Marks.BEGIN + (char) (FIRST_INDEX + index);
    }

    /** Drawn when the first colour is used: most runs print to no terminal. */
    private static final class Marks {
        static final String BEGIN = begin();
        static final int LENGTH = BEGIN.length() + 1;

        private static String begin() {
            var random = new SecureRandom();
            var text = new StringBuilder().append(INTRODUCER);
            for (int i = 0; i < SECRET_LENGTH; i++) {
                text.append((char) (FIRST_INDEX + random.nextInt(0x1800)));
            }
            return text.toString();
        }
    }

    /** The text with escape sequences for its marks. @param plain makes harmless what stands between them */
    static String render(String text, UnaryOperator<String> plain) {
        if (text.indexOf(INTRODUCER) < 0) {
            return plain.apply(text);
        }
        var out = new StringBuilder();
        int from = 0;
        for (int at = next(text, 0); at >= 0; at = next(text, from)) {
            out.append(plain.apply(text.substring(from, at)));
            out.append("\u001b[").append(CODES[index(text, at)]).append('m');
            from = at + Marks.LENGTH;
        }
        return out.append(plain.apply(text.substring(from))).toString();
    }

    /** The text without colours. */
    static String plain(String text) {
        if (text.indexOf(INTRODUCER) < 0) {
            return text;
        }
        var out = new StringBuilder();
        int from = 0;
        for (int at = next(text, 0); at >= 0; at = next(text, from)) {
            out.append(text, from, at);
            from = at + Marks.LENGTH;
        }
        return out.append(text.substring(from)).toString();
    }

    /** Columns that the text takes on a terminal, escapes of hidden characters counted. */
    static int width(String text) {
        return VisibleText.of(plain(text)).length();
    }

    private static int next(String text, int from) {
        int at = text.indexOf(Marks.BEGIN, from);
        return at >= 0 && at + Marks.LENGTH <= text.length() && index(text, at) < CODES.length ? at : -1;
    }

    private static int index(String text, int at) {
        return text.charAt(at + Marks.LENGTH - 1) - FIRST_INDEX;
    }
}

package dev.rdplab.words;

/**
 * Makes text harmless for a terminal, and visible wherever else it is shown. What could move the cursor, change the order of the characters or be read as a command by
 * the terminal becomes a visible escape: C0 except newline, DEL, C1, format characters (bidi controls among them), line and
 * paragraph separators, noncharacters and lone surrogates. Such as {@code \x1b} and {@code \u202e}.
 */
public final class VisibleText {

    private VisibleText() {}

    /** The text with escapes where they are needed; the same instance where none is. */
    public static String of(String text) {
        int first = firstHidden(text);
        if (first == text.length()) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isHidden(c)) {
                escape(out, c);
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** One line of JSON with JSON's own escapes for the same characters. */
    public static String json(String line) {
        if (firstHidden(line) == line.length()) {
            return line;
        }
        var out = new StringBuilder(line.length() + 16);
        for (int i = 0, c; i < line.length(); i += Character.charCount(c)) {
            c = line.codePointAt(i);
            if (isHidden(c)) {
                for (char unit : Character.toChars(c)) {
                    out.append("\\u").append(hex(unit, 4));
                }
            } else {
                out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /** The visible form of one character. */
    public static void escape(StringBuilder out, int codePoint) {
        if (codePoint <= 0xff && codePoint != 0xad) {
            out.append("\\x").append(hex(codePoint, 2));
        } else if (codePoint <= 0xffff) {
            out.append("\\u").append(hex(codePoint, 4));
        } else {
            out.append("\\U").append(hex(codePoint, 8));
        }
    }

    /** Whether a character is shown by an escape. */
    public static boolean isHidden(int c) {
        if (c < 0x7f) {
            return c < 0x20 && c != '\n';
        }
        if (c < 0xa0) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> (c & 0xfffe) == 0xfffe || c >= 0xfdd0 && c <= 0xfdef;
        };
    }

    private static int firstHidden(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (isHidden(c)) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private static String hex(int value, int digits) {
        var text = Integer.toHexString(value);
        return "0".repeat(digits - text.length()) + text;
    }
}

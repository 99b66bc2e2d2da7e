package dev.rdplab.cli;

/** Breaks text at blanks. */
final class Wrap {

    private Wrap() {}

    /**
     * The text in lines of at most {@code width} characters.
     *
     * @param first what the first line begins with
     * @param rest what the others begin with
     */
    static String text(String first, String rest, String text, int width) {
        var out = new StringBuilder(first);
        int column = Paint.width(first);
        boolean begun = false;
        for (String word : text.strip().split("\\s+")) {
            int length = Paint.width(word);
            if (begun && column + 1 + length > width) {
                out.append('\n').append(rest);
                column = Paint.width(rest);
                begun = false;
            }
            if (begun) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += length;
            begun = true;
        }
        return out.toString();
    }
}

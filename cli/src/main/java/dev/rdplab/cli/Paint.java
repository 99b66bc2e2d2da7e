package dev.rdplab.cli;

/** Colours on a terminal, plain text elsewhere. */
enum Paint {
    ON(true),
    OFF(false);

    private final boolean colour;

    Paint(boolean colour) {
        this.colour = colour;
    }

    String bold(String text) {
        return with("1", text);
    }

    String dim(String text) {
        return with("2", text);
    }

    String good(String text) {
        return with("32", text);
    }

    String bad(String text) {
        return with("31", text);
    }

    String doubtful(String text) {
        return with("33", text);
    }

    String name(String text) {
        return with("36", text);
    }

    private String with(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Characters that show: without the escape sequences of this class. */
    static int width(String text) {
        int width = 0;
        boolean escape = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u001b') {
                escape = true;
            } else if (!escape) {
                width++;
            } else if (c == 'm') {
                escape = false;
            }
        }
        return width;
    }
}

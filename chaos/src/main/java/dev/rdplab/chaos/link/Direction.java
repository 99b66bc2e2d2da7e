package dev.rdplab.chaos.link;

import java.util.Locale;

/** Which way bytes go. */
public enum Direction {
    /** From the client to the server. */
    UP,
    /** From the server to the client. */
    DOWN;

    /** The word used in files and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

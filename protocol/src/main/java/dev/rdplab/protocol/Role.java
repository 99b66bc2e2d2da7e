package dev.rdplab.protocol;

import java.util.Locale;

/** One end of a connection. */
public enum Role {
    CLIENT,
    SERVER;

    /** The other end. */
    public Role peer() {
        return this == CLIENT ? SERVER : CLIENT;
    }

    /** The word used in files and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}

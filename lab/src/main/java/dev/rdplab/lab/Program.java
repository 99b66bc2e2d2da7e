package dev.rdplab.lab;

import java.util.Locale;

/** A real client whose answer to an ending is predicted. */
public enum Program {
    /** Shows a pair of codes; nothing about it was measured here. */
    MSTSC,
    /** xfreerdp 2.11.7; its exit code. */
    XFREERDP,
    /** xfreerdp3 3.10.3; its exit code. */
    XFREERDP3,
    /** rdesktop 1.9.0; its exit code. */
    RDESKTOP;

    /** The word used in files and output. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }
}

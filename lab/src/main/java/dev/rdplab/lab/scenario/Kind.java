package dev.rdplab.lab.scenario;

import java.util.Locale;

/** What a scenario is there for. */
public enum Kind {
    /** Known to make mstsc show 0x904/0x7. */
    RECIPE,
    /** Close to it, and must not show that pair. */
    NEIGHBOUR,
    /** Anything else. */
    OTHER;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}

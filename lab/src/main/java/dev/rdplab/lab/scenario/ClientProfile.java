package dev.rdplab.lab.scenario;

import java.util.Locale;

/** The real client whose shape and retries a simulated one takes. */
public enum ClientProfile {
    MSTSC,
    /** xfreerdp 2.11. */
    FREERDP,
    /** xfreerdp 3.10. */
    FREERDP3,
    RDESKTOP;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}

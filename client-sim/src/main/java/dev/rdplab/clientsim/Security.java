package dev.rdplab.clientsim;

import java.util.Locale;
import java.util.Optional;

/** What the user allows: the profile's own ladder, or one protocol alone. */
public enum Security {
    AUTO,
    RDP,
    TLS,
    NLA,
    EXT,
    /** RDSTLS with name and password, or with what a redirection gave. */
    RDSTLS,
    /** An assertion of the lab's own Entra tenant. */
    AAD;

    /** The word used in files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }

    public static Optional<Security> of(String word) {
        for (var security : values()) {
            if (security.word().equals(word)) {
                return Optional.of(security);
            }
        }
        return Optional.empty();
    }
}

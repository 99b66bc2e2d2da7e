package dev.rdplab.lab.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The security layer a server demands. */
public enum ServerSecurity {
    /** Standard RDP security alone. */
    RDP,
    /** TLS without NLA. */
    TLS,
    /** CredSSP is demanded. */
    NLA,
    /** CredSSP with the Early User Authorization Result. */
    EXT,
    /** The best that the client offers, as Windows does. */
    NEGOTIATE;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether TLS can come into play. */
    public boolean tls() {
        return this != RDP;
    }

    /** Whether CredSSP can come into play. */
    public boolean credssp() {
        return this == NLA || this == EXT || this == NEGOTIATE;
    }

    public static Optional<ServerSecurity> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word();
    }
}

package dev.rdplab.lab.scenario;

import java.util.Locale;

/** What a client does with the certificate of a server. */
public enum CertificateAnswer {
    ACCEPT,
    /** An alert, and the end. */
    REJECT,
    /** Leaves, as if to ask its user, and comes back. */
    PROMPT;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}

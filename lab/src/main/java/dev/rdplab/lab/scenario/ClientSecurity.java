package dev.rdplab.lab.scenario;

import java.util.Locale;

/** What a client offers. */
public enum ClientSecurity {
    /** What its profile offers. */
    AUTO,
    /** No negotiation of TLS. */
    RDP,
    /** TLS alone. */
    TLS,
    /** TLS and CredSSP. */
    NLA,
    /** TLS, CredSSP and the Early User Authorization Result. */
    EXT;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}

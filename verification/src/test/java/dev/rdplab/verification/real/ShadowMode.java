package dev.rdplab.verification.real;

import java.util.List;

/** What a FreeRDP shadow server insists on. Only {@link #NLA} and {@link #DEFAULT} of version 3 look at a password. */
public enum ShadowMode {
    NLA("/sec:nla"),
    TLS("/sec:tls", "-auth"),
    /** Standard RDP security; chooses encryption method none. */
    RDP("/sec:rdp", "-auth"),
    /** Answers FAILURE 1 to every request: HYBRID_EX does not work in either version. */
    EXT("/sec:ext"),
    /** Whatever the client asks for, without asking who it is; no NLA. */
    NO_AUTH("-auth"),
    /** No option: version 2 without NLA, version 3 with it. */
    DEFAULT;

    private final List<String> options;

    ShadowMode(String... options) {
        this.options = List.of(options);
    }

    List<String> options() {
        return options;
    }
}

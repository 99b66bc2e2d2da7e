package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.ResponseFlags;

/** What the client hands to the server at the end of CredSSP. */
public enum Delegation {
    /** Name and password. */
    PASSWORD(RequestFlags.NONE, ResponseFlags.NONE, ""),
    /** Nothing: Restricted Admin mode. */
    RESTRICTED_ADMIN(
            RequestFlags.RESTRICTED_ADMIN_MODE_REQUIRED,
            ResponseFlags.RESTRICTED_ADMIN_MODE_SUPPORTED,
            "Restricted Admin mode"),
    /**
     * Remote Credential Guard: a credential for Kerberos with nothing in it. What would be in it is not specified, and no
     * request is redirected afterwards ([MS-RDPEAR]).
     */
    REMOTE_GUARD(
            RequestFlags.REDIRECTED_AUTHENTICATION_MODE_REQUIRED,
            ResponseFlags.REDIRECTED_AUTHENTICATION_MODE_SUPPORTED,
            "Remote Credential Guard");

    private final RequestFlags asked;
    private final ResponseFlags needed;
    private final String title;

    Delegation(RequestFlags asked, ResponseFlags needed, String title) {
        this.asked = asked;
        this.needed = needed;
        this.title = title;
    }

    /** The flags of RDP_NEG_REQ that ask for it. */
    RequestFlags asked() {
        return asked;
    }

    boolean supportedBy(ResponseFlags flags) {
        return flags.contains(needed);
    }

    @Override
    public String toString() {
        return title;
    }
}

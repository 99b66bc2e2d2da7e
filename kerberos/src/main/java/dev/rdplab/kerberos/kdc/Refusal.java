package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;

/** Why there is no ticket: the way out of an answer that is being made. Never leaves this package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient KrbErrorCode code;
    private final transient PrincipalName service;
    private final transient Bytes data;

    Refusal(KrbErrorCode code, PrincipalName service) {
        this(code, service, Bytes.EMPTY);
    }

    /** @param data the e-data of the error */
    Refusal(KrbErrorCode code, PrincipalName service, Bytes data) {
        super(code.toString(), null, false, false);
        this.code = code;
        this.service = service;
        this.data = data;
    }

    KrbErrorCode code() {
        return code;
    }

    PrincipalName service() {
        return service;
    }

    Bytes data() {
        return data;
    }
}

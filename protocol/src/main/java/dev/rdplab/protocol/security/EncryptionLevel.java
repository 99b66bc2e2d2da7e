package dev.rdplab.protocol.security;

import java.util.Arrays;
import java.util.Optional;

/** Which direction is encrypted and how strongly, [MS-RDPBCGR] 2.2.1.4.3 and 5.3.1. The number is also the value. */
public enum EncryptionLevel {
    NONE,
    /** The client's data only. */
    LOW,
    /** Both directions, as strongly as the client can. */
    CLIENT_COMPATIBLE,
    /** Both directions, as strongly as the server can. */
    HIGH,
    /** Both directions with FIPS methods. */
    FIPS;

    /** The number on the wire. */
    public int value() {
        return ordinal();
    }

    public static Optional<EncryptionLevel> of(long value) {
        return Arrays.stream(values()).filter(l -> l.value() == value).findFirst();
    }
}

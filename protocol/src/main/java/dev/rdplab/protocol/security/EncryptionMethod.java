package dev.rdplab.protocol.security;

import java.util.Arrays;
import java.util.Optional;

/** How data is encrypted, [MS-RDPBCGR] 2.2.1.3.3 and 2.2.1.4.3. A client offers a set of bits, a server chooses one. */
public enum EncryptionMethod {
    NONE(0x00, 0),
    /** RC4 with 40 bits that matter. */
    BITS_40(0x01, 8),
    /** RC4 with 128 bits. */
    BITS_128(0x02, 16),
    /** RC4 with 56 bits that matter. */
    BITS_56(0x08, 8),
    /** 3DES and HMAC-SHA1. Known by name, not implemented: see {@link #isSupported}. */
    FIPS(0x10, 0);

    private final int value;
    private final int keyLength;

    EncryptionMethod(int value, int keyLength) {
        this.value = value;
        this.keyLength = keyLength;
    }

    /** The number on the wire. */
    public int value() {
        return value;
    }

    /** Bytes of an RC4 key, 0 where there is none. */
    public int keyLength() {
        return keyLength;
    }

    /** False for {@link #FIPS} alone: a client that is given it ends the connection, a server never chooses it. */
    public boolean isSupported() {
        return this != FIPS;
    }

    /** The method a server chose, if the number is one that exists. */
    public static Optional<EncryptionMethod> of(long value) {
        return Arrays.stream(values()).filter(m -> m.value == value).findFirst();
    }

    /** The strongest RC4 method among the bits a client offered, in the order 128, 56, 40. */
    public static Optional<EncryptionMethod> strongestOf(long encryptionMethods) {
        for (EncryptionMethod method : new EncryptionMethod[] {BITS_128, BITS_56, BITS_40}) {
            if ((encryptionMethods & method.value) != 0) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}

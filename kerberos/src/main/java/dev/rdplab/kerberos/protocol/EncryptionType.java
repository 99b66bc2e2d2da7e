package dev.rdplab.kerberos.protocol;

import java.util.List;

/** The number of an encryption type, RFC 3961 section 8; an open set, of which only AES with SHA-1 is implemented. */
public record EncryptionType(int number) {

    public static final EncryptionType AES128_CTS_HMAC_SHA1_96 = new EncryptionType(17);
    public static final EncryptionType AES256_CTS_HMAC_SHA1_96 = new EncryptionType(18);
    public static final EncryptionType RC4_HMAC = new EncryptionType(23);

    /** What is implemented, best first. */
    public static final List<EncryptionType> SUPPORTED = List.of(AES256_CTS_HMAC_SHA1_96, AES128_CTS_HMAC_SHA1_96);

    public boolean isSupported() {
        return SUPPORTED.contains(this);
    }

    /** Bytes of a key. @throws IllegalArgumentException when the type is not implemented */
    public int keyLength() {
        return switch (number) {
            case 17 -> 16;
            case 18 -> 32;
            default -> throw new IllegalArgumentException("encryption type " + this + " is not implemented");
        };
    }

    /** The keyed checksum that belongs to it: hmac-sha1-96-aes128 (15) or hmac-sha1-96-aes256 (16), RFC 3962 section 7. */
    public int checksumType() {
        return keyLength() == 16 ? 15 : 16;
    }

    @Override
    public String toString() {
        return switch (number) {
            case 16 -> "des3-cbc-sha1";
            case 17 -> "aes128-cts-hmac-sha1-96";
            case 18 -> "aes256-cts-hmac-sha1-96";
            case 19 -> "aes128-cts-hmac-sha256-128";
            case 20 -> "aes256-cts-hmac-sha384-192";
            case 23 -> "rc4-hmac";
            default -> "etype " + number;
        };
    }
}

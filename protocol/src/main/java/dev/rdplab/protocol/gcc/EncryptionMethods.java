package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.wire.FlagNames;

/** Ciphers of standard RDP security, [MS-RDPBCGR] 2.2.1.3.3. Unknown bits are kept. */
public record EncryptionMethods(long value) {

    public static final EncryptionMethods NONE = new EncryptionMethods(0);
    public static final EncryptionMethods ENCRYPTION_40BIT = new EncryptionMethods(0x01);
    public static final EncryptionMethods ENCRYPTION_128BIT = new EncryptionMethods(0x02);
    public static final EncryptionMethods ENCRYPTION_56BIT = new EncryptionMethods(0x08);
    public static final EncryptionMethods FIPS = new EncryptionMethods(0x10);

    private static final FlagNames NAMES = FlagNames.whenZero("none")
            .with(ENCRYPTION_40BIT.value, "ENCRYPTION_40BIT")
            .with(ENCRYPTION_128BIT.value, "ENCRYPTION_128BIT")
            .with(ENCRYPTION_56BIT.value, "ENCRYPTION_56BIT")
            .with(FIPS.value, "FIPS");

    /** @throws IllegalArgumentException unless the value fits 32 bits */
    public EncryptionMethods {
        Block.checkU32("EncryptionMethods", value);
    }

    public static EncryptionMethods of(EncryptionMethod method) {
        return new EncryptionMethods(method.value());
    }

    /** Whether all bits of {@code other} are set here. */
    public boolean contains(EncryptionMethods other) {
        return (value & other.value) == other.value;
    }

    public EncryptionMethods with(EncryptionMethods other) {
        return new EncryptionMethods(value | other.value);
    }

    /** Names joined by a bar, or {@code none}. */
    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}

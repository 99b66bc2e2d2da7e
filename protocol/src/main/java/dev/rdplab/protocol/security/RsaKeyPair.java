package dev.rdplab.protocol.security;

import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Bytes;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;

/** The key of a server under standard RDP security or licensing. The private part is never printed. */
public final class RsaKeyPair {

    /** Zero bytes after every modulus and encrypted value. */
    static final int PADDING = 8;

    private static final BigInteger PUBLIC_EXPONENT = BigInteger.valueOf(65537);

    private final RsaPublicKey publicKey;
    private final BigInteger privateExponent;

    public RsaKeyPair(RsaPublicKey publicKey, BigInteger privateExponent) {
        this.publicKey = Objects.requireNonNull(publicKey);
        this.privateExponent = Objects.requireNonNull(privateExponent);
    }

    /** From numbers in little-endian order, as they stand in xrdp's {@code rsakeys.ini}. */
    public static RsaKeyPair ofLittleEndian(Bytes modulus, Bytes publicExponent, Bytes privateExponent) {
        return new RsaKeyPair(
                new RsaPublicKey(LittleEndian.number(modulus), LittleEndian.number(publicExponent)),
                LittleEndian.number(privateExponent));
    }

    /**
     * A new key with exponent 65537. Equal randomness gives an equal key.
     *
     * @param bits of the modulus, 512 to 4096 and a multiple of 16; Windows has 512 or 2048
     */
    public static RsaKeyPair generate(int bits, NonceSource random) {
        if (bits < 512 || bits > 4096 || bits % 16 != 0) {
            throw new IllegalArgumentException("bits must be 512 to 4096 and a multiple of 16: " + bits);
        }
        BigInteger p = prime(bits / 2, random, null);
        BigInteger q = prime(bits / 2, random, p);
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        return new RsaKeyPair(new RsaPublicKey(p.multiply(q), PUBLIC_EXPONENT), PUBLIC_EXPONENT.modInverse(phi));
    }

    private static BigInteger prime(int bits, NonceSource random, BigInteger other) {
        while (true) {
            // The two top bits are set so that the product of two primes has all its bits.
            BigInteger prime = new BigInteger(
                            1, random.next("RsaPrime", bits / 8).toArray())
                    .setBit(bits - 1)
                    .setBit(bits - 2)
                    .setBit(0)
                    .nextProbablePrime();
            boolean fits = prime.bitLength() == bits && !prime.equals(other);
            if (fits && !prime.mod(PUBLIC_EXPONENT).equals(BigInteger.ONE)) {
                return prime;
            }
        }
    }

    public RsaPublicKey publicKey() {
        return publicKey;
    }

    /**
     * Decrypts a little-endian value. Without a padding scheme every value decrypts to something.
     *
     * @param length bytes wanted, the number's lowest
     * @return empty when the number is not below the modulus or does not fit {@code length} bytes
     */
    public Optional<Bytes> decrypt(Bytes encrypted, int length) {
        BigInteger number = LittleEndian.number(encrypted);
        if (number.compareTo(publicKey.modulus()) >= 0) {
            return Optional.empty();
        }
        BigInteger plain = number.modPow(privateExponent, publicKey.modulus());
        return plain.bitLength() > 8 * length ? Optional.empty() : Optional.of(LittleEndian.bytes(plain, length));
    }

    /** Signs a little-endian value: the same computation as decrypting. */
    Bytes sign(Bytes value) {
        return LittleEndian.bytes(
                LittleEndian.number(value).modPow(privateExponent, publicKey.modulus()), publicKey.length() + PADDING);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RsaKeyPair that
                && publicKey.equals(that.publicKey)
                && privateExponent.equals(that.privateExponent);
    }

    @Override
    public int hashCode() {
        return publicKey.hashCode();
    }

    @Override
    public String toString() {
        return "RsaKeyPair[" + publicKey.modulus().bitLength() + " bits, ***]";
    }
}

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
    private final Optional<Primes> primes;

    public RsaKeyPair(RsaPublicKey publicKey, BigInteger privateExponent) {
        this(publicKey, privateExponent, Optional.empty());
    }

    private RsaKeyPair(RsaPublicKey publicKey, BigInteger privateExponent, Optional<Primes> primes) {
        this.publicKey = Objects.requireNonNull(publicKey);
        this.privateExponent = Objects.requireNonNull(privateExponent);
        this.primes = primes;
    }

    /** The key with exponent 65537 of two different primes, neither of them 1 more than a multiple of 65537. */
    public static RsaKeyPair ofPrimes(BigInteger p, BigInteger q) {
        BigInteger phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
        BigInteger privateExponent = PUBLIC_EXPONENT.modInverse(phi);
        return new RsaKeyPair(
                new RsaPublicKey(p.multiply(q), PUBLIC_EXPONENT),
                privateExponent,
                Optional.of(Primes.of(p, q, privateExponent)));
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
        return ofPrimes(p, q);
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
        BigInteger plain = raised(number);
        return plain.bitLength() > 8 * length ? Optional.empty() : Optional.of(LittleEndian.bytes(plain, length));
    }

    /** Signs a little-endian value: the same computation as decrypting. */
    Bytes sign(Bytes value) {
        return LittleEndian.bytes(raised(LittleEndian.number(value)), publicKey.length() + PADDING);
    }

    /** To the private exponent. */
    private BigInteger raised(BigInteger number) {
        return primes.map(each -> each.raised(number))
                .orElseGet(() -> number.modPow(privateExponent, publicKey.modulus()));
    }

    /** The private key in the second representation of RFC 8017 section 3.2, which takes a third of the time. */
    private record Primes(BigInteger p, BigInteger q, BigInteger dP, BigInteger dQ, BigInteger qInv) {

        static Primes of(BigInteger p, BigInteger q, BigInteger privateExponent) {
            return new Primes(
                    p,
                    q,
                    privateExponent.mod(p.subtract(BigInteger.ONE)),
                    privateExponent.mod(q.subtract(BigInteger.ONE)),
                    q.modInverse(p));
        }

        /** RFC 8017 section 5.1.2, 2b. */
        BigInteger raised(BigInteger number) {
            BigInteger ofP = number.modPow(dP, p);
            BigInteger ofQ = number.modPow(dQ, q);
            return ofP.subtract(ofQ).multiply(qInv).mod(p).multiply(q).add(ofQ);
        }

        @Override
        public String toString() {
            return "***";
        }
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

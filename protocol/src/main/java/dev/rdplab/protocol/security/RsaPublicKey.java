package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import java.math.BigInteger;

/** A server's public key. Numbers are little-endian on the wire, and there is no padding scheme ([MS-RDPBCGR] 5.3.4). */
public record RsaPublicKey(BigInteger modulus, BigInteger publicExponent) {

    /** The largest modulus that is believed, in bits. */
    public static final int MAX_BITS = 8192;

    public RsaPublicKey {
        if (modulus.bitLength() < 256 || modulus.bitLength() > MAX_BITS || !modulus.testBit(0)) {
            throw new IllegalArgumentException("not an RSA modulus: " + modulus.bitLength() + " bits");
        }
        if (publicExponent.signum() <= 0 || publicExponent.compareTo(modulus) >= 0) {
            throw new IllegalArgumentException("public exponent is not between 1 and the modulus");
        }
    }

    /** Bytes of the modulus. */
    public int length() {
        return (modulus.bitLength() + 7) / 8;
    }

    /**
     * Encrypts a number given in little-endian order.
     *
     * @return {@link #length()} bytes and the 8 zero bytes that end an encrypted value, [MS-RDPBCGR] 5.3.4.1
     */
    public Bytes encrypt(Bytes plain) {
        BigInteger number = LittleEndian.number(plain);
        if (number.compareTo(modulus) >= 0) {
            throw new IllegalArgumentException("value is not below the modulus");
        }
        return LittleEndian.bytes(number.modPow(publicExponent, modulus), length() + RsaKeyPair.PADDING);
    }
}

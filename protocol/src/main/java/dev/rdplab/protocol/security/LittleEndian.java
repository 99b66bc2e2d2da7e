package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import java.math.BigInteger;

/** Unsigned numbers of any size in the byte order of RDP's RSA. */
final class LittleEndian {

    private LittleEndian() {}

    static BigInteger number(Bytes bytes) {
        return new BigInteger(1, reversed(bytes.toArray()));
    }

    /** Exactly {@code length} bytes, zeros at the end. */
    static Bytes bytes(BigInteger number, int length) {
        byte[] big = number.toByteArray();
        byte[] little = new byte[length];
        for (int i = 0; i < big.length; i++) {
            byte value = big[big.length - 1 - i];
            if (i < length) {
                little[i] = value;
            } else if (value != 0) {
                throw new IllegalArgumentException("number does not fit " + length + " bytes");
            }
        }
        return Bytes.wrap(little);
    }

    private static byte[] reversed(byte[] array) {
        for (int i = 0, j = array.length - 1; i < j; i++, j--) {
            byte swap = array[i];
            array[i] = array[j];
            array[j] = swap;
        }
        return array;
    }
}

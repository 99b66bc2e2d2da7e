package dev.rdplab.kerberos.protocol;

/** The n-fold operation, RFC 3961 section 5.1. */
final class NFold {

    private NFold() {}

    /** Stretches or shrinks {@code input} to {@code size} bytes. */
    static byte[] fold(byte[] input, int size) {
        int total = lcm(input.length, size);
        byte[] result = new byte[size];
        int carry = 0;
        for (int i = total - 1; i >= 0; i--) {
            carry += rotated(input, i) + (result[i % size] & 0xff);
            result[i % size] = (byte) carry;
            carry >>>= 8;
        }
        for (int i = size - 1; carry != 0; i = i == 0 ? size - 1 : i - 1) {
            carry += result[i] & 0xff;
            result[i] = (byte) carry;
            carry >>>= 8;
        }
        return result;
    }

    /** Byte {@code at} of the input written again and again, each time rotated right by 13 bits more. */
    private static int rotated(byte[] input, int at) {
        int bits = input.length * 8;
        int start = Math.floorMod(at % input.length * 8 - 13 * (at / input.length), bits);
        int high = input[start / 8] & 0xff;
        int low = input[(start / 8 + 1) % input.length] & 0xff;
        return (high << 8 | low) >> 8 - start % 8 & 0xff;
    }

    private static int lcm(int a, int b) {
        int x = a;
        int y = b;
        while (y != 0) {
            int rest = x % y;
            x = y;
            y = rest;
        }
        return a / x * b;
    }
}

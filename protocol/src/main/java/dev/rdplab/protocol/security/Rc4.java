package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;

/**
 * An RC4 key stream at one point. The libraries' engines can neither be copied nor wound back, and a session that is a
 * value needs both; a test holds this against BouncyCastle's.
 */
final class Rc4 {

    /** What comes out, and the stream after it. */
    record Result(Bytes data, Rc4 next) {}

    private final byte[] state;
    private final int x;
    private final int y;

    private Rc4(byte[] state, int x, int y) {
        this.state = state;
        this.x = x;
        this.y = y;
    }

    static Rc4 of(Bytes key) {
        byte[] state = new byte[256];
        for (int i = 0; i < 256; i++) {
            state[i] = (byte) i;
        }
        for (int i = 0, j = 0; i < 256; i++) {
            j = j + state[i] + key.get(i % key.length()) & 0xff;
            swap(state, i, j);
        }
        return new Rc4(state, 0, 0);
    }

    Result apply(Bytes input) {
        byte[] after = state.clone();
        byte[] output = input.toArray();
        int i = x;
        int j = y;
        for (int k = 0; k < output.length; k++) {
            i = i + 1 & 0xff;
            j = j + after[i] & 0xff;
            swap(after, i, j);
            output[k] ^= after[after[i] + after[j] & 0xff];
        }
        return new Result(Bytes.wrap(output), new Rc4(after, i, j));
    }

    private static void swap(byte[] state, int i, int j) {
        byte value = state[i];
        state[i] = state[j];
        state[j] = value;
    }
}

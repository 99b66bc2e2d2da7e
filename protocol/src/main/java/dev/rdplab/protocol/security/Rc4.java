package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;

/**
 * An RC4 key stream at one point. The libraries' engines can neither be copied nor wound back, and a session that is a
 * value needs both; a test holds this against BouncyCastle's.
 */
public final class Rc4 {

    private static final byte[] IN_ORDER = inOrder();

    /** What comes out, and the stream after it. */
    public record Result(Bytes data, Rc4 next) {}

    private final byte[] state;
    private final int x;
    private final int y;

    private Rc4(byte[] state, int x, int y) {
        this.state = state;
        this.x = x;
        this.y = y;
    }

    /** The stream from its beginning. @param key 1 to 256 bytes */
    public static Rc4 of(Bytes key) {
        byte[] state = IN_ORDER.clone();
        byte[] octets = key.toArray();
        for (int i = 0, j = 0, at = 0; i < 256; i++) {
            j = j + state[i] + octets[at] & 0xff;
            swap(state, i, j);
            at = at + 1 == octets.length ? 0 : at + 1;
        }
        return new Rc4(state, 0, 0);
    }

    /** Enciphers or deciphers. */
    public Result apply(Bytes input) {
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

    private static byte[] inOrder() {
        byte[] state = new byte[256];
        for (int i = 0; i < 256; i++) {
            state[i] = (byte) i;
        }
        return state;
    }
}

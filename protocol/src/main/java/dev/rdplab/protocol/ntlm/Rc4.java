package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Bytes;

/**
 * RC4 as a value: enciphering answers with the state to go on with. The ciphers of the JDK and of BouncyCastle change in
 * place and cannot be copied, and a handshake state must be.
 */
final class Rc4 {

    private final byte[] table;
    private final int i;
    private final int j;

    private Rc4(byte[] table, int i, int j) {
        this.table = table;
        this.i = i;
        this.j = j;
    }

    record Output(Rc4 next, Bytes bytes) {}

    static Rc4 of(Bytes key) {
        byte[] table = new byte[256];
        for (int n = 0; n < 256; n++) {
            table[n] = (byte) n;
        }
        for (int n = 0, k = 0; n < 256; n++) {
            k = k + table[n] + key.get(n % key.length()) & 0xff;
            swap(table, n, k);
        }
        return new Rc4(table, 0, 0);
    }

    /** Enciphers or deciphers. */
    Output apply(Bytes input) {
        byte[] next = table.clone();
        byte[] output = new byte[input.length()];
        int a = i;
        int b = j;
        for (int n = 0; n < output.length; n++) {
            a = a + 1 & 0xff;
            b = b + next[a] & 0xff;
            swap(next, a, b);
            output[n] = (byte) (input.get(n) ^ next[next[a] + next[b] & 0xff]);
        }
        return new Output(new Rc4(next, a, b), Bytes.wrap(output));
    }

    private static void swap(byte[] table, int a, int b) {
        byte kept = table[a];
        table[a] = table[b];
        table[b] = kept;
    }
}

package dev.rdplab.lab.evidence;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Arrays;

/** Finds runs of bytes and sets them to zero. */
final class Redaction {

    private Redaction() {}

    /** Index of {@code wanted} at or behind {@code from}; -1 when it is not there. */
    static int find(Bytes in, byte[] wanted, int from) {
        for (int at = from; at <= in.length() - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && in.get(at + same) == (wanted[same] & 0xff)) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    /** Zeros as far as the array goes. */
    static void fill(byte[] bytes, long from, int length) {
        if (from < bytes.length) {
            Arrays.fill(bytes, (int) from, (int) Math.min(bytes.length, from + length), (byte) 0);
        }
    }

    /** The same bytes with every occurrence of {@code secret} set to zero. */
    static Bytes zero(Bytes in, byte[] secret) {
        int at = find(in, secret, 0);
        if (at < 0) {
            return in;
        }
        byte[] bytes = in.toArray();
        for (; at >= 0; at = find(in, secret, at + 1)) {
            Arrays.fill(bytes, at, at + secret.length, (byte) 0);
        }
        return Bytes.wrap(bytes);
    }
}

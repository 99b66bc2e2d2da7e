package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.wire.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * Numbers that only look random: SHA-256 over a seed, the purpose and how often it was asked for. The same seed gives the
 * same run, so nothing that matters may be protected with them. For one connection and one thread.
 */
public final class SeededNonces implements NonceSource {

    private final long seed;
    private final String stream;
    private final Map<String, Integer> draws = new HashMap<>();

    /** @param stream distinguishes users of one seed, such as {@code client 2} */
    public SeededNonces(long seed, String stream) {
        this.seed = seed;
        this.stream = stream;
    }

    @Override
    public Bytes next(String purpose, int length) {
        int draw = draws.merge(purpose, 1, Integer::sum);
        byte[] result = new byte[length];
        for (int at = 0, block = 0; at < length; block++) {
            byte[] hash = hash(purpose, draw, block);
            int part = Math.min(hash.length, length - at);
            System.arraycopy(hash, 0, result, at, part);
            at += part;
        }
        return Bytes.wrap(result);
    }

    private byte[] hash(String purpose, int draw, int block) {
        byte[] text = (stream + '/' + purpose).getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(text.length + 16) // seed 8 + draw 4 + block 4
                .putLong(seed)
                .putInt(draw)
                .putInt(block)
                .put(text)
                .array();
        var digest = new SHA256Digest();
        digest.update(input, 0, input.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}

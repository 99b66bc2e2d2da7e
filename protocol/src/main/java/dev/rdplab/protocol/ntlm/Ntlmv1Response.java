package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.wire.Bytes;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The response of NTLM version 1 with extended session security, [MS-NLMP] 3.3.1: what a client with an LmCompatibilityLevel
 * below 3 sends. 24 bytes, and another 24 that carry the client's challenge in place of an LM response.
 */
final class Ntlmv1Response {

    private static final int CHALLENGE = 8;

    private Ntlmv1Response() {}

    /** NtChallengeResponse. */
    static Bytes nt(NtHash hash, Bytes serverChallenge, Bytes clientChallenge) {
        return desl(hash.reveal(), Digests.md5(serverChallenge, clientChallenge).slice(0, CHALLENGE));
    }

    /** LmChallengeResponse: the client's challenge and 16 zero bytes. */
    static Bytes lm(Bytes clientChallenge) {
        return Bytes.concat(clientChallenge, Bytes.zeros(16));
    }

    /** KeyExchangeKey, [MS-NLMP] 3.4.5.1. */
    static Bytes keyExchangeKey(NtHash hash, Bytes serverChallenge, Bytes lmResponse) {
        return Digests.hmacMd5(md4(hash.reveal()), serverChallenge, lmResponse.slice(0, CHALLENGE));
    }

    private static Bytes md4(Bytes input) {
        var digest = new MD4Digest();
        digest.update(input.toArray(), 0, input.length());
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return Bytes.wrap(out);
    }

    /** DESL, [MS-NLMP] 6: the block under three keys of seven bytes, the last one filled up with zeros. */
    private static Bytes desl(Bytes key, Bytes block) {
        var long21 = Bytes.concat(key, Bytes.zeros(5));
        return Bytes.concat(
                des(long21.slice(0, 7), block), des(long21.slice(7, 14), block), des(long21.slice(14, 21), block));
    }

    private static Bytes des(Bytes seven, Bytes block) {
        var engine = new DESEngine();
        engine.init(true, new KeyParameter(spread(seven)));
        byte[] out = new byte[CHALLENGE];
        engine.processBlock(block.toArray(), 0, out, 0);
        return Bytes.wrap(out);
    }

    /** Seven bits a byte, the lowest left for the parity, which is not checked. */
    private static byte[] spread(Bytes seven) {
        long bits = 0;
        for (int i = 0; i < 7; i++) {
            bits = bits << 8 | seven.get(i);
        }
        byte[] key = new byte[8];
        for (int i = 7; i >= 0; i--) {
            key[i] = (byte) (bits << 1 & 0xfe);
            bits >>>= 7;
        }
        return key;
    }
}

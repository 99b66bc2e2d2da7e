package dev.rdplab.protocol.rdsaad;

import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.security.RsaPublicKey;
import dev.rdplab.protocol.wire.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A JSON Web Signature in compact form with RS256, RFC 7515 and RFC 7518 section 3.3.
 *
 * @param signed header and payload as they were signed
 */
record Jws(Map<String, Object> header, Map<String, Object> payload, String signed, Bytes signature) {

    private static final int MAX_LENGTH = 64 * 1024;

    /** DigestInfo of SHA-256 before the hash, RFC 8017 section 9.2. */
    private static final Bytes DIGEST_INFO = Bytes.fromHex("3031300d060960864801650304020105000420");

    static String sign(String header, String payload, RsaKeyPair key) {
        String signed = base64(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64(payload.getBytes(StandardCharsets.UTF_8));
        int length = key.publicKey().length();
        var plain = key.decrypt(reversed(padded(signed, length)), length).orElseThrow();
        return signed + '.' + base64(reversed(plain).toArray());
    }

    /** Empty when the text is not a JWS. */
    static Optional<Jws> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length != 3 || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Jws(
                    Json.object(decoded(parts[0])),
                    Json.object(decoded(parts[1])),
                    parts[0] + '.' + parts[1],
                    Bytes.wrap(Base64.getUrlDecoder().decode(parts[2]))));
        } catch (Json.Malformed | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    boolean verifies(RsaPublicKey key) {
        if (!"RS256".equals(header.get("alg")) || signature.length() != key.length()) {
            return false;
        }
        var number = new BigInteger(1, signature.toArray());
        return number.compareTo(key.modulus()) < 0
                && number.modPow(key.publicExponent(), key.modulus())
                        .equals(new BigInteger(1, padded(signed, key.length()).toArray()));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String text) {
        byte[] input = text.getBytes(StandardCharsets.UTF_8);
        var digest = new SHA256Digest();
        digest.update(input, 0, input.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    /** EMSA-PKCS1-v1_5, RFC 8017 section 9.2. */
    private static Bytes padded(String signed, int length) {
        byte[] block = new byte[length];
        Arrays.fill(block, (byte) 0xff);
        block[0] = 0;
        block[1] = 1;
        var tail = Bytes.concat(Bytes.of(0), DIGEST_INFO, Bytes.wrap(hash(signed)));
        tail.copyTo(block, length - tail.length());
        return Bytes.wrap(block);
    }

    private static Bytes reversed(Bytes bytes) {
        byte[] turned = new byte[bytes.length()];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = (byte) bytes.get(turned.length - 1 - i);
        }
        return Bytes.wrap(turned);
    }
}

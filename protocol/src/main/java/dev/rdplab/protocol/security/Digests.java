package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bouncycastle.jcajce.provider.digest.MD5;

/**
 * Hashes, and what NTLM (RFC 2104), [MS-RDPBCGR] 5.3 and [MS-RDPELE] 5.1 build from them. The JDK's are two to four times as
 * fast as BouncyCastle's.
 */
public final class Digests {

    /** Bytes that MD5 takes at a time. */
    private static final int BLOCK = 64;

    private static final Bytes PAD_1 = repeated(0x36, 40);
    private static final Bytes PAD_2 = repeated(0x5c, 48);

    private Digests() {}

    /** 16 bytes. */
    public static Bytes md5(Bytes... parts) {
        return digest(md5Digest(), parts);
    }

    /** 20 bytes. */
    public static Bytes sha1(Bytes... parts) {
        return digest(named("SHA-1"), parts);
    }

    /** 32 bytes. */
    public static Bytes sha256(Bytes... parts) {
        return digest(named("SHA-256"), parts);
    }

    /** 48 bytes. */
    public static Bytes sha384(Bytes... parts) {
        return digest(named("SHA-384"), parts);
    }

    /** 64 bytes. */
    public static Bytes sha512(Bytes... parts) {
        return digest(named("SHA-512"), parts);
    }

    /** HMAC-MD5, 16 bytes. @param key at most 64 bytes */
    public static Bytes hmacMd5(Bytes key, Bytes... parts) {
        byte[] pad = new byte[BLOCK];
        key.copyTo(pad, 0);
        for (int i = 0; i < BLOCK; i++) {
            pad[i] ^= 0x36;
        }
        var digest = md5Digest();
        digest.update(pad);
        for (Bytes part : parts) {
            part.update(digest);
        }
        byte[] inner = digest.digest();
        for (int i = 0; i < BLOCK; i++) {
            pad[i] ^= 0x36 ^ 0x5c;
        }
        digest.update(pad);
        return Bytes.wrap(digest.digest(inner));
    }

    /**
     * {@code MD5(key + pad2 + SHA1(key + pad1 + parts))}, 16 bytes: the MACs and the key update. [MS-RDPBCGR] 5.3.6.1,
     * 5.3.7 and [MS-RDPELE] 5.1.6.
     */
    public static Bytes paddedHash(Bytes key, Bytes... parts) {
        Bytes inner = sha1(Bytes.concat(key, PAD_1), Bytes.concat(parts));
        return md5(key, PAD_2, inner);
    }

    /**
     * Three salted hashes in a row, 48 bytes: {@code MD5(secret + SHA1(label + secret + first + second))} for each label.
     * [MS-RDPBCGR] 5.3.5.1 and [MS-RDPELE] 5.1.3.
     */
    public static Bytes saltedHashes(Bytes secret, Bytes first, Bytes second, String... labels) {
        Bytes result = Bytes.EMPTY;
        for (String label : labels) {
            Bytes inner = sha1(Bytes.ascii(label), secret, first, second);
            result = Bytes.concat(result, md5(secret, inner));
        }
        return result;
    }

    private static Bytes digest(MessageDigest digest, Bytes... parts) {
        for (Bytes part : parts) {
            part.update(digest);
        }
        return Bytes.wrap(digest.digest());
    }

    private static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException barred) { // where only what FIPS 140 approves is let through
            return new MD5.Digest();
        }
    }

    private static MessageDigest named(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // SHA-1 and SHA-2 are in every JDK
        }
    }

    private static Bytes repeated(int value, int count) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return Bytes.of(values);
    }
}

package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Arrays;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;

/** The two hashes of standard RDP security, and what [MS-RDPBCGR] 5.3 and [MS-RDPELE] 5.1 build from them alike. */
public final class Digests {

    private static final Bytes PAD_1 = repeated(0x36, 40);
    private static final Bytes PAD_2 = repeated(0x5c, 48);

    private Digests() {}

    /** 16 bytes. */
    public static Bytes md5(Bytes... parts) {
        return digest(new MD5Digest(), parts);
    }

    /** 20 bytes. */
    public static Bytes sha1(Bytes... parts) {
        return digest(new SHA1Digest(), parts);
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

    private static Bytes digest(Digest digest, Bytes... parts) {
        for (Bytes part : parts) {
            digest.update(part.toArray(), 0, part.length());
        }
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Bytes.wrap(hash);
    }

    private static Bytes repeated(int value, int count) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return Bytes.of(values);
    }
}

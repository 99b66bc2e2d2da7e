package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Bytes;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The hashes of NTLM. */
final class Digests {

    private Digests() {}

    static Bytes md4(Bytes... parts) {
        return digest(new MD4Digest(), parts);
    }

    static Bytes md5(Bytes... parts) {
        return digest(new MD5Digest(), parts);
    }

    static Bytes hmacMd5(Bytes key, Bytes... parts) {
        var mac = new HMac(new MD5Digest());
        mac.init(new KeyParameter(key.toArray()));
        for (Bytes part : parts) {
            mac.update(part.toArray(), 0, part.length());
        }
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return Bytes.wrap(result);
    }

    private static Bytes digest(Digest digest, Bytes... parts) {
        for (Bytes part : parts) {
            digest.update(part.toArray(), 0, part.length());
        }
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return Bytes.wrap(result);
    }
}

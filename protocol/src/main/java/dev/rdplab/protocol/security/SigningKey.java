package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Arrays;

/**
 * The Terminal Services signing key, 512 bits, both halves published in [MS-RDPBCGR] 5.3.3.1.1. Its signature proves
 * nothing, but clients of old check it.
 */
final class SigningKey {

    private static final int LENGTH = 64;

    private static final RsaKeyPair KEY = RsaKeyPair.ofLittleEndian(
            Bytes.fromHex("3d3a5ebd72433ec94dbbc11e4aba5fcb3e882087eff5c1e2d7b76b9af2524595"
                    + "ce63656b583afeef7ce7bffe3df65c7d6c5e06091af561bb2093095f056dea87"),
            Bytes.fromHex("5b7b88c0"),
            Bytes.fromHex("87a71932da11875558001616256568f8243ee6fae9674994cf92cc3399e80860"
                    + "179a129f24ddb12499c73ab80a7b0ddd350779170b519bb3c7100113e73ff35f"));

    private SigningKey() {}

    static Bytes sign(Bytes signedPart) {
        return KEY.sign(block(signedPart));
    }

    static boolean verifies(Bytes signedPart, Bytes signature) {
        RsaPublicKey key = KEY.publicKey();
        if (signature.length() < LENGTH || LittleEndian.number(signature).compareTo(key.modulus()) >= 0) {
            return false;
        }
        Bytes opened = key.encrypt(signature).slice(0, LENGTH);
        return opened.equals(Bytes.concat(block(signedPart), Bytes.of(0)));
    }

    /** 5.3.3.1.2: the MD5 hash, a zero byte, 45 times 0xFF, and 0x01; 63 bytes. */
    private static Bytes block(Bytes signedPart) {
        byte[] block = new byte[LENGTH - 1];
        Digests.md5(signedPart).copyTo(block, 0);
        Arrays.fill(block, 17, LENGTH - 2, (byte) 0xff);
        block[LENGTH - 2] = 1;
        return Bytes.wrap(block);
    }
}

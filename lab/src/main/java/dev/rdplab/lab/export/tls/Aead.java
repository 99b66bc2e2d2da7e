package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.wire.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The two AEAD algorithms that RDP peers use. */
final class Aead {

    static final int NONCE = 12;
    static final int TAG = 16;

    private Aead() {}

    /** The IV with the sequence number laid over its last eight bytes. */
    static Bytes nonce(Bytes iv, long sequence) {
        byte[] nonce = iv.toArray();
        for (int i = 0; i < 8; i++) {
            nonce[NONCE - 1 - i] ^= (byte) (sequence >>> 8 * i);
        }
        return Bytes.wrap(nonce);
    }

    static Bytes seal(CipherSuite suite, Bytes key, Bytes nonce, Bytes additional, Bytes plain)
            throws GeneralSecurityException {
        var cipher = cipher(Cipher.ENCRYPT_MODE, suite, key, nonce);
        cipher.updateAAD(additional.toArray());
        return Bytes.wrap(cipher.doFinal(plain.toArray()));
    }

    /** @return empty when the tag does not match */
    static Optional<Bytes> open(CipherSuite suite, Bytes key, Bytes nonce, Bytes additional, Bytes sealed) {
        if (sealed.length() < TAG) {
            return Optional.empty();
        }
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, suite, key, nonce);
            cipher.updateAAD(additional.toArray());
            return Optional.of(Bytes.wrap(cipher.doFinal(sealed.toArray())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, CipherSuite suite, Bytes key, Bytes nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(suite.chaCha20() ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding");
        if (suite.chaCha20()) {
            cipher.init(mode, new SecretKeySpec(key.toArray(), "ChaCha20"), new IvParameterSpec(nonce.toArray()));
        } else {
            cipher.init(mode, new SecretKeySpec(key.toArray(), "AES"), new GCMParameterSpec(TAG * 8, nonce.toArray()));
        }
        return cipher;
    }
}

package dev.rdplab.diagnosis.capture.tls;

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

    /** @return empty when the tag does not match */
    static Optional<Bytes> open(CipherSuite suite, Bytes key, Bytes nonce, Bytes additional, Bytes sealed) {
        if (sealed.length() < TAG) {
            return Optional.empty();
        }
        try {
            Cipher cipher;
            if (suite.chaCha20()) {
                cipher = Cipher.getInstance("ChaCha20-Poly1305");
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        new SecretKeySpec(key.toArray(), "ChaCha20"),
                        new IvParameterSpec(nonce.toArray()));
            } else {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        new SecretKeySpec(key.toArray(), "AES"),
                        new GCMParameterSpec(TAG * 8, nonce.toArray()));
            }
            cipher.updateAAD(additional.toArray());
            return Optional.of(Bytes.wrap(cipher.doFinal(sealed.toArray())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}

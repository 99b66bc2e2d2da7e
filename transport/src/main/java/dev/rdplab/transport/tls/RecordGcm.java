package dev.rdplab.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.modes.AEADBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;

/**
 * AES-GCM of TLS records in one direction: BouncyCastle's for a handshake, because it loads no security provider, and Java's, which
 * has the processor do it, once a connection carries data in bulk. Every record has its own nonce, so one can follow the other.
 */
final class RecordGcm implements TlsAEADCipherImpl {

    /** Bytes after which Java's is used. No handshake has as many. */
    static final int BULK = 256 << 10;

    private static final int BITS = 8;

    private final boolean encrypts;
    private final AEADBlockCipher small;
    private Cipher bulk; // null: not in bulk yet
    private byte[] key;
    private byte[] nonce;
    private int macSize;
    private long carried;

    RecordGcm(boolean encrypts, Supplier<AEADBlockCipher> small) {
        this.encrypts = encrypts;
        this.small = small.get();
    }

    @Override
    public void setKey(byte[] from, int offset, int length) {
        key = new byte[length];
        System.arraycopy(from, offset, key, 0, length);
    }

    @Override
    public void init(byte[] recordNonce, int recordMacSize) {
        nonce = recordNonce.clone();
        macSize = recordMacSize;
    }

    @Override
    public int getOutputSize(int length) {
        return encrypts ? length + macSize : Math.max(0, length - macSize);
    }

    @Override
    public int doFinal(byte[] associated, byte[] in, int offset, int length, byte[] out, int at) throws IOException {
        carried += length;
        try {
            return carried > BULK
                    ? inBulk(associated, in, offset, length, out, at)
                    : alone(associated, in, offset, length, out, at);
        } catch (AEADBadTagException | InvalidCipherTextException wrong) {
            throw new TlsFatalAlert(AlertDescription.bad_record_mac, wrong);
        } catch (GeneralSecurityException fault) { // nothing that a peer sends leads here
            throw new TlsFatalAlert(AlertDescription.internal_error, "AES-GCM: " + fault.getMessage(), fault);
        }
    }

    private int alone(byte[] associated, byte[] in, int offset, int length, byte[] out, int at)
            throws InvalidCipherTextException {
        small.init(encrypts, new AEADParameters(new KeyParameter(key), macSize * BITS, nonce, associated));
        int done = small.processBytes(in, offset, length, out, at);
        return done + small.doFinal(out, at + done);
    }

    private int inBulk(byte[] associated, byte[] in, int offset, int length, byte[] out, int at)
            throws GeneralSecurityException {
        if (bulk == null) {
            bulk = Cipher.getInstance("AES/GCM/NoPadding");
        }
        bulk.init(
                encrypts ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(macSize * BITS, nonce));
        bulk.updateAAD(associated);
        return bulk.doFinal(in, offset, length, out, at);
    }
}

package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * RFC 5246 section 6.2.3 with AES-CBC (MAC first, or encrypt-then-MAC of RFC 7366), AES-GCM (RFC 5288) and
 * ChaCha20-Poly1305 (RFC 7905). How the master secret came about, extended or not, does not matter any more here.
 */
final class Tls12Cipher implements RecordCipher {

    private static final int EXPLICIT_NONCE = 8;
    private static final int BLOCK = 16;

    private final CipherSuite suite;
    private final boolean encryptThenMac;
    private final Bytes macKey;
    private final Bytes key;
    private final Bytes iv;

    private Tls12Cipher(CipherSuite suite, boolean encryptThenMac, Bytes macKey, Bytes key, Bytes iv) {
        this.suite = suite;
        this.encryptThenMac = encryptThenMac;
        this.macKey = macKey;
        this.key = key;
        this.iv = iv;
    }

    /** What {@code sender} encrypts with; empty when keys cannot be made. */
    static Optional<RecordCipher> of(
            CipherSuite suite,
            boolean encryptThenMac,
            Bytes master,
            Bytes clientRandom,
            Bytes serverRandom,
            Role sender) {
        int mac = suite.cbc() ? suite.macLength() : 0;
        int fixedIv = suite.cbc() ? 0 : suite.gcm() ? 4 : Aead.NONCE;
        int total = 2 * (mac + suite.keyLength() + fixedIv);
        try {
            var block = Derivation.prf(
                    suite.prfMac(), master, "key expansion", Bytes.concat(serverRandom, clientRandom), total);
            // client MAC, server MAC, client key, server key, client IV, server IV
            int side = sender == Role.CLIENT ? 0 : 1;
            int keys = 2 * mac;
            int ivs = keys + 2 * suite.keyLength();
            return Optional.of(new Tls12Cipher(
                    suite,
                    encryptThenMac,
                    part(block, 0, mac, side),
                    part(block, keys, suite.keyLength(), side),
                    part(block, ivs, fixedIv, side)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static Bytes part(Bytes block, int from, int length, int side) {
        return block.slice(from + side * length, from + (side + 1) * length);
    }

    @Override
    public Optional<Opened> open(long sequence, Bytes record) {
        var fragment = record.slice(TlsRecord.HEADER);
        Optional<Bytes> content;
        if (suite.cbc()) {
            content = cbc(sequence, record, fragment);
        } else if (suite.gcm()) {
            content = gcm(sequence, record, fragment);
        } else {
            content = fragment.length() < Aead.TAG
                    ? Optional.empty()
                    : Aead.open(
                            suite,
                            key,
                            Aead.nonce(iv, sequence),
                            header(sequence, record, fragment.length() - Aead.TAG),
                            fragment);
        }
        return content.map(bytes -> new Opened(record.get(0), bytes));
    }

    private Optional<Bytes> gcm(long sequence, Bytes record, Bytes fragment) {
        int length = fragment.length() - EXPLICIT_NONCE - Aead.TAG;
        if (length < 0) {
            return Optional.empty();
        }
        var nonce = Bytes.concat(iv, fragment.slice(0, EXPLICIT_NONCE));
        return Aead.open(suite, key, nonce, header(sequence, record, length), fragment.slice(EXPLICIT_NONCE));
    }

    private Optional<Bytes> cbc(long sequence, Bytes record, Bytes fragment) {
        int mac = suite.macLength();
        int encrypted = encryptThenMac ? fragment.length() - mac : fragment.length();
        if (encrypted < 2 * BLOCK || encrypted % BLOCK != 0) {
            return Optional.empty();
        }
        try {
            var sealed = fragment.slice(0, encrypted);
            if (encryptThenMac && !fragment.slice(encrypted).equals(mac(sequence, record, sealed))) {
                return Optional.empty();
            }
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key.toArray(), "AES"),
                    new IvParameterSpec(sealed.slice(0, BLOCK).toArray()));
            var plain = Bytes.wrap(cipher.doFinal(sealed.slice(BLOCK).toArray()));
            int padding = plain.get(plain.length() - 1) + 1;
            int length = plain.length() - padding - (encryptThenMac ? 0 : mac);
            if (length < 0) {
                return Optional.empty();
            }
            var content = plain.slice(0, length);
            boolean right = encryptThenMac || plain.slice(length, length + mac).equals(mac(sequence, record, content));
            return right ? Optional.of(content) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Bytes mac(long sequence, Bytes record, Bytes data) throws GeneralSecurityException {
        return Derivation.hmac(suite.recordMac(), macKey, Bytes.concat(header(sequence, record, data.length()), data));
    }

    /** What is authenticated besides the content: sequence number 8, type 1, version 2, length 2. */
    private static Bytes header(long sequence, Bytes record, int length) {
        return new WireWriter()
                .u32be("sequence", sequence >>> 32)
                .u32be("sequence", sequence & 0xffff_ffffL)
                .bytes("type and version", record.slice(0, 3))
                .u16be("length", length)
                .toBytes();
    }
}

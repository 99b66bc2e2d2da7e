package dev.rdplab.lab.export.tls;

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

    @Override
    public Optional<Bytes> sealed(long sequence, Bytes record, Bytes content) {
        var was = open(sequence, record);
        if (was.isEmpty() || was.get().content().length() != content.length()) {
            return Optional.empty();
        }
        try {
            var fragment = record.slice(TlsRecord.HEADER);
            var sealed = suite.cbc()
                    ? sealedCbc(sequence, record, fragment, content)
                    : sealedAead(sequence, record, content);
            return Optional.of(Bytes.concat(record.slice(0, TlsRecord.HEADER), sealed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Bytes sealedAead(long sequence, Bytes record, Bytes content) throws GeneralSecurityException {
        var explicit = suite.gcm() ? record.slice(TlsRecord.HEADER, TlsRecord.HEADER + EXPLICIT_NONCE) : Bytes.EMPTY;
        var nonce = suite.gcm() ? Bytes.concat(iv, explicit) : Aead.nonce(iv, sequence);
        var header = header(sequence, record, content.length());
        return Bytes.concat(explicit, Aead.seal(suite, key, nonce, header, content));
    }

    /** With the IV and the padding that it had. */
    private Bytes sealedCbc(long sequence, Bytes record, Bytes fragment, Bytes content)
            throws GeneralSecurityException {
        int mac = suite.macLength();
        var sealed = encryptThenMac ? fragment.slice(0, fragment.length() - mac) : fragment;
        var iv = sealed.slice(0, BLOCK);
        var plain = Bytes.wrap(
                cbc(Cipher.DECRYPT_MODE, iv).doFinal(sealed.slice(BLOCK).toArray()));
        var tail = encryptThenMac
                ? plain.slice(content.length())
                : Bytes.concat(mac(sequence, record, content), plain.slice(content.length() + mac));
        byte[] again =
                cbc(Cipher.ENCRYPT_MODE, iv).doFinal(Bytes.concat(content, tail).toArray());
        var all = Bytes.concat(iv, Bytes.wrap(again));
        return encryptThenMac ? Bytes.concat(all, mac(sequence, record, all)) : all;
    }

    private Cipher cbc(int mode, Bytes iv) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.toArray(), "AES"), new IvParameterSpec(iv.toArray()));
        return cipher;
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
            var iv = sealed.slice(0, BLOCK);
            var plain = Bytes.wrap(
                    cbc(Cipher.DECRYPT_MODE, iv).doFinal(sealed.slice(BLOCK).toArray()));
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

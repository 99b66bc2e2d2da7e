package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** RFC 8446 section 5.2: AES-GCM and ChaCha20-Poly1305 under a traffic secret. */
final class Tls13Cipher implements RecordCipher {

    private final CipherSuite suite;
    private final Bytes secret;
    private final Bytes key;
    private final Bytes iv;

    private Tls13Cipher(CipherSuite suite, Bytes secret) throws GeneralSecurityException {
        this.suite = suite;
        this.secret = secret;
        this.key = Derivation.expandLabel(suite.prfMac(), secret, "key", suite.keyLength());
        this.iv = Derivation.expandLabel(suite.prfMac(), secret, "iv", Aead.NONCE);
    }

    /** Empty when the secret does not fit the suite. */
    static Optional<RecordCipher> of(CipherSuite suite, Bytes secret) {
        if (secret.length() != suite.hashLength() || suite.cbc()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Tls13Cipher(suite, secret));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Opened> open(long sequence, Bytes record) {
        var header = record.slice(0, TlsRecord.HEADER);
        return Aead.open(suite, key, Aead.nonce(iv, sequence), header, record.slice(TlsRecord.HEADER))
                .flatMap(Tls13Cipher::inner);
    }

    @Override
    public Optional<Bytes> sealed(long sequence, Bytes record, Bytes content) {
        var header = record.slice(0, TlsRecord.HEADER);
        var nonce = Aead.nonce(iv, sequence);
        var plain = Aead.open(suite, key, nonce, header, record.slice(TlsRecord.HEADER));
        if (plain.isEmpty() || plain.get().length() <= content.length()) {
            return Optional.empty();
        }
        try {
            var inner = Bytes.concat(content, plain.get().slice(content.length())); // content type and padding
            return Optional.of(Bytes.concat(header, Aead.seal(suite, key, nonce, header, inner)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Takes off the padding: zeros behind the content type. */
    private static Optional<Opened> inner(Bytes plaintext) {
        int end = plaintext.length();
        while (end > 0 && plaintext.get(end - 1) == 0) {
            end--;
        }
        return end == 0
                ? Optional.empty()
                : Optional.of(new Opened(plaintext.get(end - 1), plaintext.slice(0, end - 1)));
    }

    @Override
    public Optional<RecordCipher> updated() {
        try {
            return of(suite, Derivation.expandLabel(suite.prfMac(), secret, "traffic upd", suite.hashLength()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}

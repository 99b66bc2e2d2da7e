package dev.rdplab.kerberos.protocol;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/**
 * A key and what it can do, RFC 4120 section 5.2.9 and RFC 3961 section 5.3.
 *
 * @param value of the length that the type demands, where the type is implemented
 */
public record EncryptionKey(EncryptionType type, Bytes value) {

    /** Bytes of the random block in front of every plain text. */
    public static final int CONFOUNDER = 16;

    /** Bytes of a checksum and of the one that ends every cipher text. */
    public static final int CHECKSUM = 12;

    public EncryptionKey {
        if (type.isSupported() && value.length() != type.keyLength()) {
            throw new IllegalArgumentException(value.length() + " bytes for a key of " + type);
        }
    }

    /** Encrypts and protects. @param confounder {@value #CONFOUNDER} random bytes */
    public Bytes encrypt(int usage, Bytes confounder, Bytes plain) {
        if (confounder.length() != CONFOUNDER) {
            throw new IllegalArgumentException("a confounder of " + confounder.length() + " bytes");
        }
        Bytes text = Bytes.concat(confounder, plain);
        Bytes sealed = Bytes.wrap(AesCts.encrypt(derived(usage, 0xaa), text.toArray()));
        return Bytes.concat(sealed, AesCts.hmac(derived(usage, 0x55), text).slice(0, CHECKSUM));
    }

    /** The plain text without its confounder; empty when the key is another one or the text was altered. */
    public Optional<Bytes> decrypt(int usage, Bytes cipher) {
        if (!type.isSupported() || cipher.length() < CONFOUNDER + CHECKSUM) {
            return Optional.empty();
        }
        int end = cipher.length() - CHECKSUM;
        Bytes text = Bytes.wrap(
                AesCts.decrypt(derived(usage, 0xaa), cipher.slice(0, end).toArray()));
        boolean intact = AesCts.hmac(derived(usage, 0x55), text).startsWith(cipher.slice(end));
        return intact ? Optional.of(text.slice(CONFOUNDER)) : Optional.empty();
    }

    /** The keyed checksum of a message, {@value #CHECKSUM} bytes. */
    public Bytes checksum(int usage, Bytes message) {
        return AesCts.hmac(derived(usage, 0x99), message).slice(0, CHECKSUM);
    }

    /** {@link #encrypt} with the type beside it. */
    public EncryptedData seal(int usage, Bytes confounder, Bytes plain) {
        return new EncryptedData(type, Optional.empty(), encrypt(usage, confounder, plain));
    }

    private byte[] derived(int usage, int purpose) {
        return AesCts.derive(value.toArray(), Bytes.of(usage >> 24, usage >> 16, usage >> 8, usage, purpose));
    }

    static void write(DerWriter out, String name, EncryptionKey key) {
        out.element(name, SEQUENCE, body -> {
            Asn1.put(body, 0, "keytype", key.type.number(), Asn1::int32);
            Asn1.put(body, 1, "keyvalue", key.value, DerWriter::octetString);
        });
    }

    static EncryptionKey read(DerReader in, String name) {
        var body = in.enter(name, SEQUENCE);
        var type = new EncryptionType(Asn1.get(body, 0, "keytype", Asn1::int32));
        Bytes value = Asn1.get(body, 1, "keyvalue", DerReader::octetString);
        body.expectEnd();
        if (type.isSupported() && value.length() != type.keyLength()) {
            throw Asn1.malformed(in, "keyvalue", value.length() + " bytes for " + type);
        }
        return new EncryptionKey(type, value);
    }

    /** The encryption type; the key itself is not printed. */
    @Override
    public String toString() {
        return "EncryptionKey[" + type + ", ***]";
    }
}

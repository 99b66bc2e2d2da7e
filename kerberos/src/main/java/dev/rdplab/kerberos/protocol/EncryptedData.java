package dev.rdplab.kerberos.protocol;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/**
 * Cipher text and what it was made with, RFC 4120 section 5.2.9.
 *
 * @param kvno version of the key, where it is a long-term one
 */
public record EncryptedData(EncryptionType type, Optional<Long> kvno, Bytes cipher) {

    public EncryptedData withKvno(long number) {
        return new EncryptedData(type, Optional.of(number), cipher);
    }

    public Bytes toBytes() {
        return Asn1.bytes(out -> write(out, "EncryptedData", this));
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static EncryptedData decode(Bytes message) {
        return Asn1.whole(message, "EncryptedData", EncryptedData::read);
    }

    static void write(DerWriter out, String name, EncryptedData value) {
        out.element(name, SEQUENCE, body -> {
            Asn1.put(body, 0, "etype", value.type.number(), Asn1::int32);
            Asn1.putIf(body, 1, "kvno", value.kvno, Asn1::uint32);
            Asn1.put(body, 2, "cipher", value.cipher, DerWriter::octetString);
        });
    }

    static EncryptedData read(DerReader in, String name) {
        var body = in.enter(name, SEQUENCE);
        int type = Asn1.get(body, 0, "etype", Asn1::int32);
        Optional<Long> kvno = Asn1.find(body, 1, "kvno", Asn1::uint32);
        Bytes cipher = Asn1.get(body, 2, "cipher", DerReader::octetString);
        body.expectEnd();
        return new EncryptedData(new EncryptionType(type), kvno, cipher);
    }
}

package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;

/** A checksum and its kind, RFC 4120 section 5.2.9. */
public record Checksum(int type, Bytes value) {

    static void write(DerWriter out, String name, Checksum value) {
        Asn1.application(out, "Checksum", -1, body -> {
            Asn1.put(body, 0, "cksumtype", value.type, Asn1::int32);
            Asn1.put(body, 1, "checksum", value.value, DerWriter::octetString);
        });
    }

    static Checksum read(DerReader in, String name) {
        return Asn1.application(in, "Checksum", -1, Checksum::body);
    }

    private static Checksum body(DerReader body) {
        int type = Asn1.get(body, 0, "cksumtype", Asn1::int32);
        Bytes value = Asn1.get(body, 1, "checksum", DerReader::octetString);
        return new Checksum(type, value);
    }
}

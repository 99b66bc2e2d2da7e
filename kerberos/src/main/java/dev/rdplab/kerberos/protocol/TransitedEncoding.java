package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;

/** The realms between client and service, RFC 4120 section 5.3. */
public record TransitedEncoding(int type, Bytes contents) {

    public static final TransitedEncoding NONE = new TransitedEncoding(1, Bytes.EMPTY);

    static void write(DerWriter out, String name, TransitedEncoding value) {
        Asn1.application(out, "TransitedEncoding", -1, body -> {
            Asn1.put(body, 0, "tr-type", value.type, Asn1::int32);
            Asn1.put(body, 1, "contents", value.contents, DerWriter::octetString);
        });
    }

    static TransitedEncoding read(DerReader in, String name) {
        return Asn1.application(in, "TransitedEncoding", -1, TransitedEncoding::body);
    }

    private static TransitedEncoding body(DerReader body) {
        int type = Asn1.get(body, 0, "tr-type", Asn1::int32);
        Bytes contents = Asn1.get(body, 1, "contents", DerReader::octetString);
        return new TransitedEncoding(type, contents);
    }
}

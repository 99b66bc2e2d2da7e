package dev.rdplab.protocol.kerberos;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;

/** Pre-authentication data, RFC 4120 section 5.2.7. */
public record PaData(int type, Bytes value) {

    public static final int TGS_REQ = 1;
    public static final int ENC_TIMESTAMP = 2;
    public static final int ETYPE_INFO2 = 19;

    static void write(DerWriter out, String name, PaData value) {
        Asn1.application(out, "PA-DATA", -1, body -> {
            Asn1.put(body, 1, "padata-type", value.type, Asn1::int32);
            Asn1.put(body, 2, "padata-value", value.value, DerWriter::octetString);
        });
    }

    static PaData read(DerReader in, String name) {
        return Asn1.application(in, "PA-DATA", -1, PaData::body);
    }

    private static PaData body(DerReader body) {
        int type = Asn1.get(body, 1, "padata-type", Asn1::int32);
        Bytes value = Asn1.get(body, 2, "padata-value", DerReader::octetString);
        return new PaData(type, value);
    }
}

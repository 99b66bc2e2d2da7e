package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;

/** Pre-authentication data, RFC 4120 section 5.2.7. */
public record PaData(int type, Bytes value) {

    public static final int TGS_REQ = 1;
    public static final int ENC_TIMESTAMP = 2;
    public static final int ETYPE_INFO2 = 19;

    /** A METHOD-DATA: what a KDC demands, in the e-data of its error. */
    public static Bytes methodData(List<PaData> list) {
        return Asn1.bytes(out -> Asn1.listOf(PaData::write).write(out, "METHOD-DATA", list));
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static List<PaData> decodeMethodData(Bytes message) {
        return Asn1.whole(message, "METHOD-DATA", Asn1.list(PaData::read));
    }

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

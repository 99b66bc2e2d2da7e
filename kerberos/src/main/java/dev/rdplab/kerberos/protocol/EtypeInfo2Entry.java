package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import java.util.Optional;

/** How a client makes the key of its password, RFC 4120 section 5.2.7.5. @param s2kparams for AES the iterations, 4 bytes big-endian */
public record EtypeInfo2Entry(int etype, Optional<String> salt, Optional<Bytes> s2kparams) {

    /** An ETYPE-INFO2. */
    public static Bytes encode(List<EtypeInfo2Entry> list) {
        return Asn1.bytes(out -> Asn1.listOf(EtypeInfo2Entry::write).write(out, "ETYPE-INFO2", list));
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static List<EtypeInfo2Entry> decode(Bytes message) {
        return Asn1.whole(message, "ETYPE-INFO2", Asn1.list(EtypeInfo2Entry::read));
    }

    static void write(DerWriter out, String name, EtypeInfo2Entry value) {
        Asn1.application(out, "ETYPE-INFO2-ENTRY", -1, body -> {
            Asn1.put(body, 0, "etype", value.etype, Asn1::int32);
            Asn1.putIf(body, 1, "salt", value.salt, Asn1::text);
            Asn1.putIf(body, 2, "s2kparams", value.s2kparams, DerWriter::octetString);
        });
    }

    static EtypeInfo2Entry read(DerReader in, String name) {
        return Asn1.application(in, "ETYPE-INFO2-ENTRY", -1, EtypeInfo2Entry::body);
    }

    private static EtypeInfo2Entry body(DerReader body) {
        int etype = Asn1.get(body, 0, "etype", Asn1::int32);
        Optional<String> salt = Asn1.find(body, 1, "salt", Asn1::text);
        Optional<Bytes> s2kparams = Asn1.find(body, 2, "s2kparams", DerReader::octetString);
        return new EtypeInfo2Entry(etype, salt, s2kparams);
    }
}

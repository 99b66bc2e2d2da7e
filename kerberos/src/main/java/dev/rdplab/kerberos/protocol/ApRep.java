package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;

/** The service's proof to the client, RFC 4120 section 5.5.2. */
public record ApRep(EncryptedData encPart) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "AP-REP", 15, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", 15, Asn1::int32);
            Asn1.put(body, 2, "enc-part", encPart, EncryptedData::write);
        }));
    }

    public static ApRep decode(Bytes message) {
        return Asn1.message(message, "AP-REP", 15, ApRep::body);
    }

    private static ApRep body(DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", 15);
        EncryptedData encPart = Asn1.get(body, 2, "enc-part", EncryptedData::read);
        return new ApRep(encPart);
    }
}

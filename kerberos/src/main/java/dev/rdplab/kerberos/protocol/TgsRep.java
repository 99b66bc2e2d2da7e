package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/** The answer to {@link TgsReq}, RFC 4120 section 5.4.2. */
public record TgsRep(
        Optional<List<PaData>> padata, String crealm, PrincipalName cname, Ticket ticket, EncryptedData encPart) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "TGS-REP", 13, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", 13, Asn1::int32);
            Asn1.putIf(body, 2, "padata", padata, Asn1.listOf(PaData::write));
            Asn1.put(body, 3, "crealm", crealm, Asn1::text);
            Asn1.put(body, 4, "cname", cname, PrincipalName::write);
            Asn1.put(body, 5, "ticket", ticket, Ticket::write);
            Asn1.put(body, 6, "enc-part", encPart, EncryptedData::write);
        }));
    }

    public static TgsRep decode(Bytes message) {
        return Asn1.message(message, "TGS-REP", 13, TgsRep::body);
    }

    private static TgsRep body(DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", 13);
        Optional<List<PaData>> padata = Asn1.find(body, 2, "padata", Asn1.list(PaData::read));
        String crealm = Asn1.get(body, 3, "crealm", Asn1::text);
        PrincipalName cname = Asn1.get(body, 4, "cname", PrincipalName::read);
        Ticket ticket = Asn1.get(body, 5, "ticket", Ticket::read);
        EncryptedData encPart = Asn1.get(body, 6, "enc-part", EncryptedData::read);
        return new TgsRep(padata, crealm, cname, ticket, encPart);
    }
}

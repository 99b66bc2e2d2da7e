package dev.rdplab.kerberos.protocol;

import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/** The answer to a {@link KdcReq}: AS-REP or TGS-REP, RFC 4120 section 5.4.2. They differ in the number of the type only. */
public record KdcRep(
        Step step,
        Optional<List<PaData>> padata,
        String crealm,
        PrincipalName cname,
        Ticket ticket,
        EncryptedData encPart) {

    public Bytes toBytes() {
        int type = type(step);
        return Asn1.bytes(out -> Asn1.application(out, name(step), type, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", type, Asn1::int32);
            Asn1.putIf(body, 2, "padata", padata, Asn1.listOf(PaData::write));
            Asn1.put(body, 3, "crealm", crealm, Asn1::text);
            Asn1.put(body, 4, "cname", cname, PrincipalName::write);
            Asn1.put(body, 5, "ticket", ticket, Ticket::write);
            Asn1.put(body, 6, "enc-part", encPart, EncryptedData::write);
        }));
    }

    public static KdcRep decode(Step step, Bytes message) {
        return Asn1.message(message, name(step), type(step), body -> body(step, body));
    }

    private static KdcRep body(Step step, DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", type(step));
        Optional<List<PaData>> padata = Asn1.find(body, 2, "padata", Asn1.list(PaData::read));
        String crealm = Asn1.get(body, 3, "crealm", Asn1::text);
        PrincipalName cname = Asn1.get(body, 4, "cname", PrincipalName::read);
        Ticket ticket = Asn1.get(body, 5, "ticket", Ticket::read);
        EncryptedData encPart = Asn1.get(body, 6, "enc-part", EncryptedData::read);
        return new KdcRep(step, padata, crealm, cname, ticket, encPart);
    }

    private static String name(Step step) {
        return step + "-REP";
    }

    private static int type(Step step) {
        return step == Step.AS ? 11 : 13;
    }
}

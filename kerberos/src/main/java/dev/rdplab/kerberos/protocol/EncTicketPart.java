package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * What is inside a ticket, RFC 4120 section 5.3.
 *
 * @param caddr and {@code authorizationData}: as they came, unread
 */
public record EncTicketPart(
        long flags,
        EncryptionKey key,
        String crealm,
        PrincipalName cname,
        TransitedEncoding transited,
        Instant authtime,
        Optional<Instant> starttime,
        Instant endtime,
        Optional<Instant> renewTill,
        Optional<Bytes> caddr,
        Optional<Bytes> authorizationData) {

    public Principal client() {
        return new Principal(cname, crealm);
    }

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "EncTicketPart", 3, body -> {
            Asn1.put(body, 0, "flags", flags, Asn1::flags);
            Asn1.put(body, 1, "key", key, EncryptionKey::write);
            Asn1.put(body, 2, "crealm", crealm, Asn1::text);
            Asn1.put(body, 3, "cname", cname, PrincipalName::write);
            Asn1.put(body, 4, "transited", transited, TransitedEncoding::write);
            Asn1.put(body, 5, "authtime", authtime, Asn1::time);
            Asn1.putIf(body, 6, "starttime", starttime, Asn1::time);
            Asn1.put(body, 7, "endtime", endtime, Asn1::time);
            Asn1.putIf(body, 8, "renew-till", renewTill, Asn1::time);
            Asn1.putIf(body, 9, "caddr", caddr, Asn1::opaque);
            Asn1.putIf(body, 10, "authorization-data", authorizationData, Asn1::opaque);
        }));
    }

    public static EncTicketPart decode(Bytes message) {
        return Asn1.message(message, "EncTicketPart", 3, EncTicketPart::body);
    }

    private static EncTicketPart body(DerReader body) {
        long flags = Asn1.get(body, 0, "flags", Asn1::flags);
        EncryptionKey key = Asn1.get(body, 1, "key", EncryptionKey::read);
        String crealm = Asn1.get(body, 2, "crealm", Asn1::text);
        PrincipalName cname = Asn1.get(body, 3, "cname", PrincipalName::read);
        TransitedEncoding transited = Asn1.get(body, 4, "transited", TransitedEncoding::read);
        Instant authtime = Asn1.get(body, 5, "authtime", Asn1::time);
        Optional<Instant> starttime = Asn1.find(body, 6, "starttime", Asn1::time);
        Instant endtime = Asn1.get(body, 7, "endtime", Asn1::time);
        Optional<Instant> renewTill = Asn1.find(body, 8, "renew-till", Asn1::time);
        Optional<Bytes> caddr = Asn1.find(body, 9, "caddr", Asn1::opaque);
        Optional<Bytes> authorizationData = Asn1.find(body, 10, "authorization-data", Asn1::opaque);
        return new EncTicketPart(
                flags,
                key,
                crealm,
                cname,
                transited,
                authtime,
                starttime,
                endtime,
                renewTill,
                caddr,
                authorizationData);
    }
}

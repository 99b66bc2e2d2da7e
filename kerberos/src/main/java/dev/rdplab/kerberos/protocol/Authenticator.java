package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * The client's proof that it holds the session key now, RFC 4120 section 5.5.1.
 */
public record Authenticator(
        String crealm,
        PrincipalName cname,
        Optional<Checksum> cksum,
        int cusec,
        Instant ctime,
        Optional<EncryptionKey> subkey,
        Optional<Long> seqNumber,
        Optional<Bytes> authorizationData) {

    public Principal client() {
        return new Principal(cname, crealm);
    }

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "Authenticator", 2, body -> {
            Asn1.put(body, 0, "authenticator-vno", 5, Asn1::int32);
            Asn1.put(body, 1, "crealm", crealm, Asn1::text);
            Asn1.put(body, 2, "cname", cname, PrincipalName::write);
            Asn1.putIf(body, 3, "cksum", cksum, Checksum::write);
            Asn1.put(body, 4, "cusec", cusec, Asn1::int32);
            Asn1.put(body, 5, "ctime", ctime, Asn1::time);
            Asn1.putIf(body, 6, "subkey", subkey, EncryptionKey::write);
            Asn1.putIf(body, 7, "seq-number", seqNumber, Asn1::uint32);
            Asn1.putIf(body, 8, "authorization-data", authorizationData, Asn1::opaque);
        }));
    }

    public static Authenticator decode(Bytes message) {
        return Asn1.message(message, "Authenticator", 2, Authenticator::body);
    }

    private static Authenticator body(DerReader body) {
        Asn1.expect(body, 0, "authenticator-vno", 5);
        String crealm = Asn1.get(body, 1, "crealm", Asn1::text);
        PrincipalName cname = Asn1.get(body, 2, "cname", PrincipalName::read);
        Optional<Checksum> cksum = Asn1.find(body, 3, "cksum", Checksum::read);
        int cusec = Asn1.get(body, 4, "cusec", Asn1::int32);
        Instant ctime = Asn1.get(body, 5, "ctime", Asn1::time);
        Optional<EncryptionKey> subkey = Asn1.find(body, 6, "subkey", EncryptionKey::read);
        Optional<Long> seqNumber = Asn1.find(body, 7, "seq-number", Asn1::uint32);
        Optional<Bytes> authorizationData = Asn1.find(body, 8, "authorization-data", Asn1::opaque);
        return new Authenticator(crealm, cname, cksum, cusec, ctime, subkey, seqNumber, authorizationData);
    }
}

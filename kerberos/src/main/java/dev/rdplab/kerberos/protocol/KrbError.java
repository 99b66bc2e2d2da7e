package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/**
 * A KDC's or service's refusal, RFC 4120 section 5.9.1. All in it is unprotected.
 *
 * @param stime the server's clock
 */
public record KrbError(
        Optional<Instant> ctime,
        Optional<Integer> cusec,
        Instant stime,
        int susec,
        int errorCode,
        Optional<String> crealm,
        Optional<PrincipalName> cname,
        String realm,
        PrincipalName sname,
        Optional<String> eText,
        Optional<Bytes> eData) {

    public static KrbError of(KrbErrorCode code, Instant stime, Principal service) {
        return new KrbError(
                Optional.empty(),
                Optional.empty(),
                stime,
                stime.getNano() / 1000,
                code.number(),
                Optional.empty(),
                Optional.empty(),
                service.realm(),
                service.name(),
                Optional.empty(),
                Optional.empty());
    }

    public KrbError withData(Bytes data) {
        return new KrbError(
                ctime, cusec, stime, susec, errorCode, crealm, cname, realm, sname, eText, Optional.of(data));
    }

    public KrbError withText(String text) {
        return new KrbError(
                ctime, cusec, stime, susec, errorCode, crealm, cname, realm, sname, Optional.of(text), eData);
    }

    public KrbErrorCode code() {
        return new KrbErrorCode(errorCode);
    }

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "KRB-ERROR", 30, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", 30, Asn1::int32);
            Asn1.putIf(body, 2, "ctime", ctime, Asn1::time);
            Asn1.putIf(body, 3, "cusec", cusec, Asn1::int32);
            Asn1.put(body, 4, "stime", stime, Asn1::time);
            Asn1.put(body, 5, "susec", susec, Asn1::int32);
            Asn1.put(body, 6, "error-code", errorCode, Asn1::int32);
            Asn1.putIf(body, 7, "crealm", crealm, Asn1::text);
            Asn1.putIf(body, 8, "cname", cname, PrincipalName::write);
            Asn1.put(body, 9, "realm", realm, Asn1::text);
            Asn1.put(body, 10, "sname", sname, PrincipalName::write);
            Asn1.putIf(body, 11, "e-text", eText, Asn1::text);
            Asn1.putIf(body, 12, "e-data", eData, DerWriter::octetString);
        }));
    }

    public static KrbError decode(Bytes message) {
        return Asn1.message(message, "KRB-ERROR", 30, KrbError::body);
    }

    private static KrbError body(DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", 30);
        Optional<Instant> ctime = Asn1.find(body, 2, "ctime", Asn1::time);
        Optional<Integer> cusec = Asn1.find(body, 3, "cusec", Asn1::int32);
        Instant stime = Asn1.get(body, 4, "stime", Asn1::time);
        int susec = Asn1.get(body, 5, "susec", Asn1::int32);
        int errorCode = Asn1.get(body, 6, "error-code", Asn1::int32);
        Optional<String> crealm = Asn1.find(body, 7, "crealm", Asn1::text);
        Optional<PrincipalName> cname = Asn1.find(body, 8, "cname", PrincipalName::read);
        String realm = Asn1.get(body, 9, "realm", Asn1::text);
        PrincipalName sname = Asn1.get(body, 10, "sname", PrincipalName::read);
        Optional<String> eText = Asn1.find(body, 11, "e-text", Asn1::text);
        Optional<Bytes> eData = Asn1.find(body, 12, "e-data", DerReader::octetString);
        return new KrbError(ctime, cusec, stime, susec, errorCode, crealm, cname, realm, sname, eText, eData);
    }
}

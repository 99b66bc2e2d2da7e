package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/** User-to-user: the client asks the service for its ticket granting ticket, draft-swift-win2k-krb-user2user section 3. */
public record TgtReq(Optional<PrincipalName> serverName, Optional<String> realm) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "KERB-TGT-REQUEST", -1, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", 16, Asn1::int32);
            Asn1.putIf(body, 2, "server-name", serverName, PrincipalName::write);
            Asn1.putIf(body, 3, "realm", realm, Asn1::text);
        }));
    }

    public static TgtReq decode(Bytes message) {
        return Asn1.message(message, "KERB-TGT-REQUEST", -1, TgtReq::body);
    }

    private static TgtReq body(DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", 16);
        Optional<PrincipalName> serverName = Asn1.find(body, 2, "server-name", PrincipalName::read);
        Optional<String> realm = Asn1.find(body, 3, "realm", Asn1::text);
        return new TgtReq(serverName, realm);
    }
}

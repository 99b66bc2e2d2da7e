package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;

/**
 * A ticket, RFC 4120 section 5.3: only the service that it is for can open {@code encPart}.
 */
public record Ticket(String realm, PrincipalName sname, EncryptedData encPart) {

    /** The service that the ticket is for. */
    public Principal service() {
        return new Principal(sname, realm);
    }

    public Bytes toBytes() {
        return Asn1.bytes(out -> write(out, "Ticket", this));
    }

    public static Ticket decode(Bytes message) {
        return Asn1.message(message, "Ticket", 1, Ticket::body);
    }

    static void write(DerWriter out, String name, Ticket value) {
        Asn1.application(out, "Ticket", 1, body -> {
            Asn1.put(body, 0, "tkt-vno", 5, Asn1::int32);
            Asn1.put(body, 1, "realm", value.realm, Asn1::text);
            Asn1.put(body, 2, "sname", value.sname, PrincipalName::write);
            Asn1.put(body, 3, "enc-part", value.encPart, EncryptedData::write);
        });
    }

    static Ticket read(DerReader in, String name) {
        return Asn1.application(in, "Ticket", 1, Ticket::body);
    }

    private static Ticket body(DerReader body) {
        Asn1.expect(body, 0, "tkt-vno", 5);
        String realm = Asn1.get(body, 1, "realm", Asn1::text);
        PrincipalName sname = Asn1.get(body, 2, "sname", PrincipalName::read);
        EncryptedData encPart = Asn1.get(body, 3, "enc-part", EncryptedData::read);
        return new Ticket(realm, sname, encPart);
    }
}

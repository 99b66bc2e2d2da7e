package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;

/** The service's ticket granting ticket, the answer to {@link TgtReq}. */
public record TgtRep(Ticket ticket) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "KERB-TGT-REPLY", -1, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", 17, Asn1::int32);
            Asn1.put(body, 2, "ticket", ticket, Ticket::write);
        }));
    }

    public static TgtRep decode(Bytes message) {
        return Asn1.message(message, "KERB-TGT-REPLY", -1, TgtRep::body);
    }

    private static TgtRep body(DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", 17);
        Ticket ticket = Asn1.get(body, 2, "ticket", Ticket::read);
        return new TgtRep(ticket);
    }
}

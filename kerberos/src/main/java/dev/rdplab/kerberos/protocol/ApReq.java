package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;

/** A ticket presented to its service, RFC 4120 section 5.5.1. */
public record ApReq(long apOptions, Ticket ticket, EncryptedData authenticator) {

    public static final long USE_SESSION_KEY = 0x4000_0000L;
    public static final long MUTUAL_REQUIRED = 0x2000_0000L;

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "AP-REQ", 14, body -> {
            Asn1.put(body, 0, "pvno", 5, Asn1::int32);
            Asn1.put(body, 1, "msg-type", 14, Asn1::int32);
            Asn1.put(body, 2, "ap-options", apOptions, Asn1::flags);
            Asn1.put(body, 3, "ticket", ticket, Ticket::write);
            Asn1.put(body, 4, "authenticator", authenticator, EncryptedData::write);
        }));
    }

    public static ApReq decode(Bytes message) {
        return Asn1.message(message, "AP-REQ", 14, ApReq::body);
    }

    private static ApReq body(DerReader body) {
        Asn1.expect(body, 0, "pvno", 5);
        Asn1.expect(body, 1, "msg-type", 14);
        long apOptions = Asn1.get(body, 2, "ap-options", Asn1::flags);
        Ticket ticket = Asn1.get(body, 3, "ticket", Ticket::read);
        EncryptedData authenticator = Asn1.get(body, 4, "authenticator", EncryptedData::read);
        return new ApReq(apOptions, ticket, authenticator);
    }
}

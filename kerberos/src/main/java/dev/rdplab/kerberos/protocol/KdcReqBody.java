package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a KDC is asked for, RFC 4120 section 5.4.1.
 *
 * @param addresses and {@code encAuthorizationData}: as they came, unread
 */
public record KdcReqBody(
        long kdcOptions,
        Optional<PrincipalName> cname,
        String realm,
        Optional<PrincipalName> sname,
        Optional<Instant> from,
        Instant till,
        Optional<Instant> rtime,
        long nonce,
        List<Integer> etype,
        Optional<Bytes> addresses,
        Optional<Bytes> encAuthorizationData,
        Optional<List<Ticket>> additionalTickets) {

    public static final long FORWARDABLE = 0x4000_0000L;
    public static final long CANONICALIZE = 0x0001_0000L;
    public static final long RENEWABLE_OK = 0x0000_0010L;

    /** User-to-user: the ticket is to be encrypted with the session key of the additional ticket. */
    public static final long ENC_TKT_IN_SKEY = 0x0000_0008L;

    public Bytes toBytes() {
        return Asn1.bytes(out -> write(out, "KDC-REQ-BODY", this));
    }

    static void write(DerWriter out, String name, KdcReqBody value) {
        Asn1.application(out, "KDC-REQ-BODY", -1, body -> {
            Asn1.put(body, 0, "kdc-options", value.kdcOptions, Asn1::flags);
            Asn1.putIf(body, 1, "cname", value.cname, PrincipalName::write);
            Asn1.put(body, 2, "realm", value.realm, Asn1::text);
            Asn1.putIf(body, 3, "sname", value.sname, PrincipalName::write);
            Asn1.putIf(body, 4, "from", value.from, Asn1::time);
            Asn1.put(body, 5, "till", value.till, Asn1::time);
            Asn1.putIf(body, 6, "rtime", value.rtime, Asn1::time);
            Asn1.put(body, 7, "nonce", value.nonce, Asn1::uint32);
            Asn1.put(body, 8, "etype", value.etype, Asn1.listOf(Asn1::int32));
            Asn1.putIf(body, 9, "addresses", value.addresses, Asn1::opaque);
            Asn1.putIf(body, 10, "enc-authorization-data", value.encAuthorizationData, Asn1::opaque);
            Asn1.putIf(body, 11, "additional-tickets", value.additionalTickets, Asn1.listOf(Ticket::write));
        });
    }

    static KdcReqBody read(DerReader in, String name) {
        return Asn1.application(in, "KDC-REQ-BODY", -1, KdcReqBody::body);
    }

    private static KdcReqBody body(DerReader body) {
        long kdcOptions = Asn1.get(body, 0, "kdc-options", Asn1::flags);
        Optional<PrincipalName> cname = Asn1.find(body, 1, "cname", PrincipalName::read);
        String realm = Asn1.get(body, 2, "realm", Asn1::text);
        Optional<PrincipalName> sname = Asn1.find(body, 3, "sname", PrincipalName::read);
        Optional<Instant> from = Asn1.find(body, 4, "from", Asn1::time);
        Instant till = Asn1.get(body, 5, "till", Asn1::time);
        Optional<Instant> rtime = Asn1.find(body, 6, "rtime", Asn1::time);
        long nonce = Asn1.get(body, 7, "nonce", Asn1::uint32);
        List<Integer> etype = Asn1.get(body, 8, "etype", Asn1.list(Asn1::int32));
        Optional<Bytes> addresses = Asn1.find(body, 9, "addresses", Asn1::opaque);
        Optional<Bytes> encAuthorizationData = Asn1.find(body, 10, "enc-authorization-data", Asn1::opaque);
        Optional<List<Ticket>> additionalTickets = Asn1.find(body, 11, "additional-tickets", Asn1.list(Ticket::read));
        return new KdcReqBody(
                kdcOptions,
                cname,
                realm,
                sname,
                from,
                till,
                rtime,
                nonce,
                etype,
                addresses,
                encAuthorizationData,
                additionalTickets);
    }
}

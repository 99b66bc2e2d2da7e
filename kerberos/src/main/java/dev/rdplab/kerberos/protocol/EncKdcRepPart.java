package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a KDC returns to the client about its ticket, RFC 4120 section 5.4.2.
 *
 * @param caddr and {@code encryptedPaData}: as they came, unread
 */
public record EncKdcRepPart(
        EncryptionKey key,
        List<LastReq> lastReq,
        long nonce,
        Optional<Instant> keyExpiration,
        long flags,
        Instant authtime,
        Optional<Instant> starttime,
        Instant endtime,
        Optional<Instant> renewTill,
        String srealm,
        PrincipalName sname,
        Optional<Bytes> caddr,
        Optional<Bytes> encryptedPaData) {

    private static final int AS = 25;
    private static final int TGS = 26;

    /** @param as whether it answers an AS-REQ */
    public Bytes toBytes(boolean as) {
        return Asn1.bytes(out -> write(out, as ? AS : TGS, this));
    }

    /** Under either tag: MIT's KDC puts that of a TGS-REP into an AS-REP. */
    public static EncKdcRepPart decode(Bytes message) {
        int tag = Asn1.isApplication(message, AS) ? AS : TGS;
        return Asn1.message(message, "EncKDCRepPart", tag, EncKdcRepPart::body);
    }

    private static void write(DerWriter out, int tag, EncKdcRepPart value) {
        Asn1.application(out, "EncKDCRepPart", tag, body -> {
            Asn1.put(body, 0, "key", value.key, EncryptionKey::write);
            Asn1.put(body, 1, "last-req", value.lastReq, Asn1.listOf(LastReq::write));
            Asn1.put(body, 2, "nonce", value.nonce, Asn1::uint32);
            Asn1.putIf(body, 3, "key-expiration", value.keyExpiration, Asn1::time);
            Asn1.put(body, 4, "flags", value.flags, Asn1::flags);
            Asn1.put(body, 5, "authtime", value.authtime, Asn1::time);
            Asn1.putIf(body, 6, "starttime", value.starttime, Asn1::time);
            Asn1.put(body, 7, "endtime", value.endtime, Asn1::time);
            Asn1.putIf(body, 8, "renew-till", value.renewTill, Asn1::time);
            Asn1.put(body, 9, "srealm", value.srealm, Asn1::text);
            Asn1.put(body, 10, "sname", value.sname, PrincipalName::write);
            Asn1.putIf(body, 11, "caddr", value.caddr, Asn1::opaque);
            Asn1.putIf(body, 12, "encrypted-pa-data", value.encryptedPaData, Asn1::opaque);
        });
    }

    private static EncKdcRepPart body(DerReader body) {
        EncryptionKey key = Asn1.get(body, 0, "key", EncryptionKey::read);
        List<LastReq> lastReq = Asn1.get(body, 1, "last-req", Asn1.list(LastReq::read));
        long nonce = Asn1.get(body, 2, "nonce", Asn1::uint32);
        Optional<Instant> keyExpiration = Asn1.find(body, 3, "key-expiration", Asn1::time);
        long flags = Asn1.get(body, 4, "flags", Asn1::flags);
        Instant authtime = Asn1.get(body, 5, "authtime", Asn1::time);
        Optional<Instant> starttime = Asn1.find(body, 6, "starttime", Asn1::time);
        Instant endtime = Asn1.get(body, 7, "endtime", Asn1::time);
        Optional<Instant> renewTill = Asn1.find(body, 8, "renew-till", Asn1::time);
        String srealm = Asn1.get(body, 9, "srealm", Asn1::text);
        PrincipalName sname = Asn1.get(body, 10, "sname", PrincipalName::read);
        Optional<Bytes> caddr = Asn1.find(body, 11, "caddr", Asn1::opaque);
        Optional<Bytes> encryptedPaData = Asn1.find(body, 12, "encrypted-pa-data", Asn1::opaque);
        return new EncKdcRepPart(
                key,
                lastReq,
                nonce,
                keyExpiration,
                flags,
                authtime,
                starttime,
                endtime,
                renewTill,
                srealm,
                sname,
                caddr,
                encryptedPaData);
    }
}

package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.AuthorizationData;
import dev.rdplab.kerberos.protocol.EncKdcRepPart;
import dev.rdplab.kerberos.protocol.EncTicketPart;
import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.KdcReqBody;
import dev.rdplab.kerberos.protocol.KeyUsage;
import dev.rdplab.kerberos.protocol.LastReq;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.Ticket;
import dev.rdplab.kerberos.protocol.TransitedEncoding;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A ticket that is about to be made, and what the client is told about it.
 *
 * @param sessionKey drawn for it
 * @param flags of the ticket
 */
record Issue(
        Kdc kdc,
        KdcReqBody asked,
        Principal client,
        PrincipalName service,
        EncryptionKey sessionKey,
        long flags,
        Instant authTime,
        Instant start,
        Instant end) {

    static final long FORWARDABLE = 0x4000_0000L;
    static final long INITIAL = 0x0040_0000L;
    static final long PRE_AUTHENT = 0x0020_0000L;

    /** @param notAfter the end of the ticket that this one is asked with */
    static Issue of(
            Kdc kdc,
            KdcReqBody asked,
            Principal client,
            PrincipalName service,
            long flags,
            Instant authTime,
            Instant now,
            Instant notAfter) {
        var start = now.truncatedTo(ChronoUnit.SECONDS);
        var end = start.plus(kdc.realm().lifetime());
        end = end.isAfter(notAfter) ? notAfter : end;
        // "19700101000000Z" asks for as long as the KDC gives
        boolean limited = asked.till().isAfter(Instant.EPOCH) && asked.till().isBefore(end);
        long forwardable = (asked.kdcOptions() & KdcReqBody.FORWARDABLE) != 0 ? FORWARDABLE : 0;
        var type = sessionType(asked, service);
        var key = new EncryptionKey(type, kdc.nonces().next("session key", type.keyLength()));
        return new Issue(
                kdc,
                asked,
                client,
                service,
                key,
                flags | forwardable,
                authTime.truncatedTo(ChronoUnit.SECONDS),
                start,
                limited ? asked.till() : end);
    }

    /** The first of the client's types that this KDC can do. */
    static EncryptionType sessionType(KdcReqBody asked, PrincipalName service) {
        return asked.etype().stream()
                .map(EncryptionType::new)
                .filter(EncryptionType::isSupported)
                .findFirst()
                .orElseThrow(() -> new Refusal(KrbErrorCode.KDC_ERR_ETYPE_NOSUPP, service));
    }

    /** @param kvno version of the key; empty for a session key */
    Ticket ticket(EncryptionKey key, Optional<Long> kvno) {
        boolean tgt = service.components().get(0).equals("krbtgt");
        int pac = kdc.realm().pacBytes();
        var part = new EncTicketPart(
                flags,
                sessionKey,
                client.realm(),
                client.name(),
                TransitedEncoding.NONE,
                authTime,
                Optional.of(start),
                end,
                Optional.empty(),
                Optional.empty(),
                tgt || pac == 0 ? Optional.empty() : Optional.of(AuthorizationData.padding(pac)));
        var sealed = key.seal(KeyUsage.TICKET, confounder(), part.toBytes());
        return new Ticket(
                kdc.realm().name(), service, kvno.map(sealed::withKvno).orElse(sealed));
    }

    EncKdcRepPart forClient() {
        return new EncKdcRepPart(
                sessionKey,
                List.of(new LastReq(0, start)),
                asked.nonce(),
                Optional.empty(),
                flags,
                authTime,
                Optional.of(start),
                end,
                Optional.empty(),
                kdc.realm().name(),
                service,
                Optional.empty(),
                Optional.empty());
    }

    Bytes confounder() {
        return kdc.nonces().next("confounder", EncryptionKey.CONFOUNDER);
    }
}

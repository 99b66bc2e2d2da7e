package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A service with a key, and tickets for it, as a KDC would make them. */
public record Tickets(EncryptionKey serviceKey, NonceSource nonces) {

    public static final Principal ALICE = Principal.of("alice@LAB.EXAMPLE");
    public static final Principal SERVICE = Principal.of("TERMSRV/localhost@LAB.EXAMPLE");

    public static Tickets of(NonceSource nonces) {
        return new Tickets(
                new EncryptionKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, nonces.next("service key", 32)), nonces);
    }

    public ServiceKeys keys() {
        return new ServiceKeys(List.of(new ServiceKeys.Entry(SERVICE, 1, serviceKey)));
    }

    /** Good for eight hours. */
    public ServiceTicket issue(Instant from) {
        return issue(SERVICE, serviceKey, from);
    }

    ServiceTicket issue(Principal service, EncryptionKey key, Instant from) {
        var session = new EncryptionKey(
                key.type(), nonces.next("session key", key.value().length()));
        Instant end = from.plus(Duration.ofHours(8));
        var part = new EncTicketPart(
                0,
                session,
                ALICE.realm(),
                ALICE.name(),
                new TransitedEncoding(1, Bytes.EMPTY),
                from,
                Optional.empty(),
                end,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var sealed = key.seal(KeyUsage.TICKET, nonces.next("confounder", 16), part.toBytes());
        return new ServiceTicket(
                ALICE, new Ticket(service.realm(), service.name(), sealed.withKvno(1)), session, 0, from, end);
    }
}

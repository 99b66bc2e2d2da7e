package dev.rdplab.kerberos.protocol;

import java.util.List;
import java.util.Optional;

/** The long-term keys of services, as a keytab holds them. */
public record ServiceKeys(List<Entry> entries) {

    /** @param kvno version of the key */
    public record Entry(Principal principal, long kvno, EncryptionKey key) {}

    public static final ServiceKeys NONE = new ServiceKeys(List.of());

    public ServiceKeys {
        entries = List.copyOf(entries);
    }

    public boolean has(Principal service) {
        return entries.stream().anyMatch(e -> e.principal().sameAs(service));
    }

    /** The key for a ticket: of the service, type and, where the ticket names one, version. */
    public Optional<EncryptionKey> keyFor(Ticket ticket) {
        var sealed = ticket.encPart();
        return entries.stream()
                .filter(e -> e.principal().sameAs(ticket.service())
                        && e.key().type().equals(sealed.type())
                        && sealed.kvno().map(v -> v == e.kvno()).orElse(true))
                .map(Entry::key)
                .findFirst();
    }
}

package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is known to a KDC, and what its tickets are like.
 *
 * @param lifetime of tickets
 * @param skew how far a client's clock may be away
 * @param pacBytes size of the authorization data in every service ticket, in place of a PAC; 0 for none
 */
public record Realm(String name, List<RealmPrincipal> principals, Duration lifetime, Duration skew, int pacBytes) {

    /** Bytes of a PAC at most; AD's own limit for a whole token is 48,000. */
    public static final int MAX_PAC = 60_000;

    public Realm {
        principals = List.copyOf(principals);
        if (pacBytes < 0 || pacBytes > MAX_PAC) {
            throw new IllegalArgumentException(pacBytes + " bytes of PAC, 0 to " + MAX_PAC);
        }
    }

    /** A realm with a key for its ticket granting service and no other principal. */
    public static Realm of(String name, NonceSource nonces) {
        var krbtgt = RealmPrincipal.service(new Principal(PrincipalName.krbtgt(name), name), nonces);
        return new Realm(name, List.of(krbtgt), Duration.ofHours(10), Duration.ofMinutes(5), 0);
    }

    /** With one more, or with another one of the same name. */
    public Realm with(RealmPrincipal added) {
        var list = new ArrayList<>(principals);
        list.removeIf(p -> p.principal().sameAs(added.principal()));
        list.add(added);
        return new Realm(name, list, lifetime, skew, pacBytes);
    }

    public Realm withUser(String user, Secret password) {
        return with(RealmPrincipal.user(name, user, password));
    }

    /** @param service such as {@code TERMSRV/host} */
    public Realm withService(String service, NonceSource nonces) {
        return with(RealmPrincipal.service(new Principal(PrincipalName.of(service), name), nonces));
    }

    public Realm withPac(int bytes) {
        return new Realm(name, principals, lifetime, skew, bytes);
    }

    public Optional<RealmPrincipal> find(PrincipalName wanted) {
        return principals.stream()
                .filter(p -> p.principal().name().sameAs(wanted))
                .findFirst();
    }

    /** The keytab of a service; empty when there is no such service. */
    public ServiceKeys keytab(String service) {
        return new ServiceKeys(find(PrincipalName.of(service)).stream()
                .flatMap(p -> p.keys().stream().map(key -> new ServiceKeys.Entry(p.principal(), p.kvno(), key)))
                .toList());
    }

    RealmPrincipal krbtgt() {
        return find(PrincipalName.krbtgt(name)).orElseThrow();
    }
}

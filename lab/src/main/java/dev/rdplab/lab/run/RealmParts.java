package dev.rdplab.lab.run;

import dev.rdplab.kerberos.KerberosOffer;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.kerberos.kdc.RealmPrincipal;
import dev.rdplab.kerberos.protocol.ReplayCache;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.lab.scenario.KerberosSpec;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.x224.ResponseFlags;
import java.time.Duration;
import java.util.function.Function;

/**
 * The parts of a scenario's realm, for any client.
 *
 * @param host under whose name the server is registered
 * @param keytab what the server has, which need not be the realm's
 */
record RealmParts(KerberosSpec spec, String host, Realm realm, ServiceKeys keytab) {

    static final String NAME = "LAB.EXAMPLE";
    private static final String OTHER_SERVICE = "TERMSRV/other.test";

    /** The one account of the realm. */
    record User(String name, Secret password) {}

    /** @param nonces by purpose: the same twice makes the same realm */
    static RealmParts of(KerberosSpec spec, String host, User user, Function<String, NonceSource> nonces) {
        var keys = nonces.apply("realm");
        var service = "TERMSRV/" + host;
        var realm = Realm.of(NAME, keys)
                .with(RealmPrincipal.user(NAME, user.name(), user.password()).withState(spec.account()))
                .withService(service, keys)
                .withService(OTHER_SERVICE, keys)
                .withService("HOST/" + host, keys)
                .withPac(spec.pacBytes());
        var keytab =
                switch (spec.server().keytab()) {
                    case RIGHT -> realm.keytab(service);
                    case OTHER_SERVICE -> realm.keytab(OTHER_SERVICE);
                    case NONE -> ServiceKeys.NONE;
                    case CHANGED ->
                        Realm.of(NAME, nonces.apply("changed keys"))
                                .withService(service, nonces.apply("changed keys"))
                                .keytab(service);
                };
        return new RealmParts(spec, host, realm, keytab);
    }

    /** @param clientAhead how far the client's clock is ahead, where the client is one whose clock cannot be set */
    ServerPolicy server(ServerPolicy policy, Duration clientAhead) {
        var side = spec.server();
        var offer = new KerberosOffer(keytab, side.ntlm())
                .withClockOffset(side.clock().minus(clientAhead))
                .withReplays(side.replayed() ? authenticator -> false : ReplayCache.NONE);
        var flags = policy.responseFlags();
        flags = side.restrictedAdmin() ? flags.with(ResponseFlags.RESTRICTED_ADMIN_MODE_SUPPORTED) : flags;
        flags = side.remoteGuard() ? flags.with(ResponseFlags.REDIRECTED_AUTHENTICATION_MODE_SUPPORTED) : flags;
        return policy.withCredSsp(policy.credSsp().withOffers(offer)).withResponseFlags(flags);
    }
}

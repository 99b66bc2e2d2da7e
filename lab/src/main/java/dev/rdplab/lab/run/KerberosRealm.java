package dev.rdplab.lab.run;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.kerberos.KerberosAuthentication;
import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.kdc.LabKdc;
import dev.rdplab.kerberos.protocol.KerberosStatus;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.lab.scenario.ClientSpec;
import dev.rdplab.lab.scenario.KerberosSpec;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.handshake.client.Authentication;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.client.RefusedAuthentication;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The realm of one run: its KDC and the client's ticket, all of one seed. */
final class KerberosRealm implements AutoCloseable {

    private final KerberosSpec spec;
    private final ClientSpec client;
    private final long seed;
    private final RealmParts parts;
    private final LabKdc kdc;

    private KerberosRealm(KerberosSpec spec, ClientSpec client, long seed) throws IOException {
        this.spec = spec;
        this.client = client;
        this.seed = seed;
        parts = RealmParts.of(
                spec,
                Certificates.HOST,
                new RealmParts.User(client.user(), client.password()),
                purpose -> new SeededNonces(seed, purpose));
        kdc = LabKdc.start(parts.realm(), spec.kdc(), this::ticketTime, new SeededNonces(seed, "kdc"));
    }

    static KerberosRealm start(KerberosSpec spec, ClientSpec client, long seed) throws IOException {
        return new KerberosRealm(spec, client, seed);
    }

    /** The moment at which the ticket is asked for. */
    private Instant ticketTime() {
        return Servers.TIME.minus(spec.ticketAge());
    }

    ServerPolicy server(ServerPolicy policy) {
        return parts.server(policy, Duration.ZERO);
    }

    /** Gets the ticket, which may take until the KDC's time is up. */
    ClientOptions client(ClientOptions options) {
        var side = spec.client();
        var host = side.host().isEmpty() ? options.host() : side.host();
        var asking = side.mode() == Delegation.PASSWORD
                ? options
                : options.adjust(policy -> options.adjust().apply(policy).withDelegation(side.mode()));
        return asking.host(host).authentication(authentication(host));
    }

    private Authentication authentication(String host) {
        var side = spec.client();
        if (!side.delegation()) {
            return new RefusedAuthentication(
                    KerberosStatus.DELEGATION_POLICY, "the client's policy forbids to delegate credentials");
        }
        var settings = new KdcSettings(
                        kdc.address(), () -> ticketTime().plus(side.clock()), new SeededNonces(seed, "tickets"))
                .withTimeout(spec.timeout());
        settings = spec.types().isEmpty() ? settings : settings.withTypes(spec.types());
        var asking = new KdcClient(side.followsKdcTime() ? settings.withKdcTime() : settings);
        var tickets = ticket(asking, host);
        var clock = side.clock().plus(asking.correction());
        var form = side.form().orElseGet(() -> form(client.profile()));
        var kerberos = new KerberosAuthentication(tickets, form).withClockOffset(clock);
        boolean windows = form == KerberosAuthentication.Form.SPNEGO_WINDOWS;
        return side.ntlm() ? kerberos.withFallBack(new NtlmAuthentication(windows, "TERMSRV/" + host)) : kerberos;
    }

    private TicketOutcome ticket(KdcClient asking, String host) {
        var password = new LongTermKey.Password(spec.client().password().orElse(client.password()));
        var user = new Principal(PrincipalName.of(client.user()), RealmParts.NAME);
        return asking.ticket(user, password, new Principal(PrincipalName.of("TERMSRV/" + host), RealmParts.NAME));
    }

    @Override
    public void close() {
        kdc.close();
    }

    /** The form that real clients of this profile use. */
    private static KerberosAuthentication.Form form(ClientProfile profile) {
        return switch (profile) {
            case MSTSC -> KerberosAuthentication.Form.SPNEGO_WINDOWS;
            case RDESKTOP -> KerberosAuthentication.Form.BARE;
            case FREERDP, FREERDP3 -> KerberosAuthentication.Form.SPNEGO;
        };
    }
}

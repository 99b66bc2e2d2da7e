package dev.rdplab.lab.run;

import dev.rdplab.chaos.process.ScratchFolder;
import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.file.CredentialCache;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.kdc.KdcBehaviour.Transport;
import dev.rdplab.kerberos.kdc.KdcExchange;
import dev.rdplab.kerberos.kdc.Krb5Conf;
import dev.rdplab.kerberos.kdc.LabKdc;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.lab.scenario.KerberosSpec;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.SystemEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A scenario's realm for clients that are not the lab's: its KDC on a loopback port, and in a folder what such a client
 * needs, {@code krb5.conf}, {@code tickets} (MIT's ticket cache) and {@code keytab}. A client's clock cannot be set, so
 * that of everybody else is: where the scenario's client is ten minutes ahead, KDC and server are ten minutes behind. A
 * ticket that has expired is written as if it had not, since most clients would not send it otherwise.
 */
public final class ServedRealm implements AutoCloseable {

    /** The name under which the server is registered. */
    public static final String HOST = "localhost";

    private static final String ADDRESS = "127.0.0.1";
    private static final String SERVICE = "TERMSRV/" + HOST;

    private final KerberosSpec spec;
    private final RealmParts parts;
    private final RealmParts.User user;
    private final LabKdc kdc;
    private final ScratchFolder scratch;
    private final Optional<String> noTickets;

    private ServedRealm(KerberosSpec spec, RealmParts.User user, Consumer<KdcExchange> told) throws IOException {
        this.spec = spec;
        this.user = new RealmParts.User(user.name(), spec.client().password().orElse(user.password()));
        parts = RealmParts.of(
                spec, HOST, user, purpose -> SystemEnvironment.now().nonces());
        scratch = ScratchFolder.create("realm"); // before the KDC: nothing is left open when it cannot be made
        try {
            kdc = start(Duration.ZERO, told);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
        try {
            Files.writeString(
                    configuration(),
                    Krb5Conf.of(RealmParts.NAME, kdc.address())
                            .types(spec.types())
                            .followingKdcTime(spec.client().followsKdcTime())
                            .text());
            Keytab.write(keytab(), parts.realm().keytab(SERVICE));
            noTickets = writeTickets();
        } catch (IOException | RuntimeException e) {
            kdc.close();
            scratch.close();
            throw e;
        }
    }

    static ServedRealm start(KerberosSpec spec, RealmParts.User user, Consumer<KdcExchange> told) throws IOException {
        return new ServedRealm(spec, user, told);
    }

    private LabKdc start(Duration ago, Consumer<KdcExchange> told) throws IOException {
        Duration behind = ago.plus(spec.client().clock());
        return LabKdc.start(
                parts.realm(),
                spec.kdc(),
                () -> Instant.now().minus(behind),
                SystemEnvironment.now().nonces(),
                told);
    }

    /** Why there are none; empty when they were written. */
    private Optional<String> writeTickets() throws IOException {
        var transport = spec.kdc().transport();
        if (transport == Transport.REFUSED || transport == Transport.SILENT) {
            return Optional.of("the KDC gives none");
        }
        if (spec.client().followsKdcTime()) {
            return Optional.of("the client must ask itself, and so learn the KDC's time");
        }
        try (var asked = start(spec.ticketAge(), exchange -> {})) {
            var settings = new KdcSettings(
                    asked.address(),
                    () -> Instant.now().minus(spec.ticketAge()),
                    SystemEnvironment.now().nonces());
            settings = spec.types().isEmpty() ? settings : settings.withTypes(spec.types());
            var client = new KdcClient(spec.client().followsKdcTime() ? settings.withKdcTime() : settings);
            var owner = new Principal(PrincipalName.of(user.name()), RealmParts.NAME);
            if (!(client.tgt(owner, new LongTermKey.Password(user.password())) instanceof ServiceTicket tgt)) {
                return Optional.of(client.tgt(owner, new LongTermKey.Password(user.password()))
                        .toString());
            }
            var tickets = new ArrayList<>(List.of(aged(tgt)));
            var service = client.ticket(tgt, new Principal(PrincipalName.of(SERVICE), RealmParts.NAME));
            if (service instanceof ServiceTicket ticket) {
                tickets.add(aged(ticket));
            }
            new CredentialCache(owner, tickets).write(tickets());
            return service instanceof KdcFailure failure ? Optional.of(failure.toString()) : Optional.empty();
        }
    }

    private ServiceTicket aged(ServiceTicket ticket) {
        return new ServiceTicket(
                ticket.client(),
                ticket.ticket(),
                ticket.sessionKey(),
                ticket.flags(),
                ticket.authTime().plus(spec.ticketAge()),
                ticket.endTime().plus(spec.ticketAge()));
    }

    ServerPolicy server(ServerPolicy policy) {
        return parts.server(policy, spec.client().clock());
    }

    public String name() {
        return RealmParts.NAME;
    }

    public LabKdc kdc() {
        return kdc;
    }

    /** What a client must call the server: its name, or an address where the scenario is about a name without an SPN. */
    public String host() {
        return spec.client().host().isEmpty() ? HOST : ADDRESS;
    }

    public String user() {
        return user.name();
    }

    /** What the client is to say, which the scenario may want to be wrong. */
    public Secret password() {
        return user.password();
    }

    /** Whether the scenario's client may fall back to NTLM. */
    public boolean ntlm() {
        return spec.client().ntlm();
    }

    public Path configuration() {
        return scratch.path().resolve("krb5.conf");
    }

    /** The key of the server as the KDC has it. */
    public Path keytab() {
        return scratch.path().resolve("keytab");
    }

    public Path tickets() {
        return scratch.path().resolve("tickets");
    }

    /** Why there are no tickets in {@link #tickets()}; empty when there are. */
    public Optional<String> noTickets() {
        return noTickets;
    }

    /** What leads a Kerberos program to this realm and to nothing else. */
    public Map<String, String> environment() {
        return Map.of("KRB5_CONFIG", configuration().toString(), "KRB5CCNAME", "FILE:" + tickets());
    }

    @Override
    public void close() {
        kdc.close();
        scratch.close();
    }
}

package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.tls.ServerCertificate;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The server of a scenario: all that conforms to the protocol, or at least is policy. What goes wrong at a moment is a fault.
 *
 * @param listen whether and when the port opens
 * @param policy what it does and allows, as the file says; standard RDP security gets its key when the server starts
 * @param deadlines time allowed per stage
 */
public record ServerSpec(Listen listen, ServerPolicy policy, Tls tls, Deadlines deadlines) {

    /** The account of server and client when a file names none. */
    public static final Account LAB_ACCOUNT = new Account("", "lab", Secret.of("Lab-Pass-1"), AccountState.ENABLED);

    /** Who can log on first, with the password only where it is the lab's own; empty where any account will do. */
    public String accountLine() {
        if (accounts().isEmpty()) {
            return "";
        }
        var account = accounts().get(0);
        boolean own = account.password().equals(LAB_ACCOUNT.password());
        return "user " + account.user()
                + (account.domain().isEmpty() ? "" : ", domain " + account.domain())
                + (own ? ", password " + account.password().reveal() : ", the password you gave");
    }

    public SecurityLayer security() {
        return policy.security();
    }

    public List<Account> accounts() {
        return policy.accounts();
    }

    /** The same with another security layer. */
    public ServerSpec withSecurity(SecurityLayer other) {
        return new ServerSpec(listen, policy.withSecurity(other), tls, deadlines);
    }

    /** The same with this account alone. */
    public ServerSpec withAccount(Account account) {
        return new ServerSpec(listen, policy.withAccounts(List.of(account)), tls, deadlines);
    }

    /** The same with the part of a client's exchange that is the server's. */
    ServerSpec withPartOf(ClientSpec client) {
        return client.exchange()
                .filter(Exchange::bothWays)
                .map(data -> new ServerSpec(
                        listen, policy.withSession(policy.session().withUpdateBytes(data.bytes())), tls, deadlines))
                .orElse(this);
    }

    /** @param refuse nothing listens; @param delay how late the port opens */
    public record Listen(boolean refuse, Duration delay) {
        public static final Listen AT_ONCE = new Listen(false, Duration.ZERO);
    }

    /**
     * @param versions in the order of the file
     * @param ciphers standard names; empty for the engine's own
     * @param groups named groups; empty for the engine's own
     * @param clientCertificate whether the client is asked for one
     * @param engine empty for the fastest that fits
     */
    public record Tls(
            List<TlsVersion> versions,
            List<String> ciphers,
            List<String> groups,
            CertificateVariant certificate,
            boolean clientCertificate,
            Optional<TlsEngine> engine) {

        public Tls {
            versions = List.copyOf(versions);
            ciphers = List.copyOf(ciphers);
            groups = List.copyOf(groups);
        }

        /** @param alerts the server's alerts are to be sent by the engine that can send each */
        public TlsServerSettings settings(ServerCertificate shown, boolean alerts) {
            return new TlsServerSettings(
                    Set.copyOf(versions),
                    ciphers,
                    groups.isEmpty() ? TlsClientSettings.GROUPS : groups,
                    List.of(shown),
                    clientCertificate,
                    // Before version 20 the JDK's engine cannot be told its groups.
                    engine.isPresent() || groups.isEmpty() && !alerts ? engine : Optional.of(TlsEngine.BOUNCYCASTLE));
        }
    }
}

package dev.rdplab.cli;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.kerberos.KerberosAuthentication;
import dev.rdplab.kerberos.KerberosAuthentication.Form;
import dev.rdplab.kerberos.client.KdcClient;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.client.LongTermKey;
import dev.rdplab.kerberos.file.CredentialCache;
import dev.rdplab.kerberos.file.KerberosConfiguration;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.file.MalformedConfigurationException;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.transport.SystemEnvironment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a ticket comes from: a cache, a keytab or the account's password, and the one KDC that may be asked. */
final class KerberosOptions {

    private static final int KDC_PORT = 88;

    /** Answers that count towards locking an account, or say that it is locked. */
    private static final List<KrbErrorCode> REFUSALS =
            List.of(KrbErrorCode.KDC_ERR_PREAUTH_FAILED, KrbErrorCode.KDC_ERR_CLIENT_REVOKED);

    @Option(
            names = "--kerberos",
            description = "log on with a ticket for TERMSRV/HOST; the realm is --domain or that of the cache")
    private boolean kerberos;

    @Option(names = "--kdc", paramLabel = "HOST[:PORT]", description = "the only KDC to ask; DNS is not asked")
    private String kdc;

    @Option(
            names = "--krb5-conf",
            paramLabel = "FILE",
            description = "take realm and KDCs from an ordinary krb5.conf; DNS is not asked, whatever it says")
    private Path configuration;

    @Option(names = "--ccache", paramLabel = "FILE", description = "a ticket cache in MIT's format")
    private Path cache;

    @Option(names = "--keytab", paramLabel = "FILE", description = "a keytab with the account's key")
    private Path keytab;

    @Option(names = "--no-ntlm", description = "do not fall back to NTLM")
    private boolean ntlmForbidden;

    boolean given() {
        return kerberos;
    }

    /** Whether the user proves who they are by something other than a password. */
    boolean replacesPassword() {
        return kerberos && (cache != null || keytab != null);
    }

    /** Asks for the ticket, which takes until {@code timeout} at most for each exchange. */
    KerberosAuthentication authentication(
            AccountOptions account, String host, ClientProfile profile, Duration timeout) {
        var tickets = ticket(account, host, timeout);
        var form =
                switch (profile) {
                    case MSTSC -> Form.SPNEGO_WINDOWS;
                    case RDESKTOP -> Form.BARE;
                    default -> Form.SPNEGO;
                };
        var authentication = new KerberosAuthentication(tickets, form);
        boolean fallBack = !ntlmForbidden
                && account.given()
                && (account.presentAgain || refusal(tickets).isEmpty())
                && (account.hasPassword() || !replacesPassword());
        return fallBack
                ? authentication.withFallBack(new NtlmAuthentication(profile == ClientProfile.MSTSC, "TERMSRV/" + host))
                : authentication;
    }

    /** Why the KDC does not accept the account, when that is what it said: the same password by NTLM would count again. */
    static Optional<String> refusal(TicketOutcome outcome) {
        return Optional.of(outcome)
                .filter(KdcFailure.class::isInstance)
                .map(KdcFailure.class::cast)
                .filter(failure -> failure.step() == KdcFailure.Step.AS)
                .flatMap(KdcFailure::error)
                .filter(REFUSALS::contains)
                .map(code -> "the KDC refused the account (" + code + ")");
    }

    /** What is said before the handshake about a ticket that could not be obtained; empty when there is one. */
    static Optional<String> complaint(TicketOutcome outcome) {
        return outcome instanceof KdcFailure failure
                ? Optional.of("no ticket: " + failure
                        + failure.kdcAhead()
                                .filter(ahead -> ahead.abs().compareTo(Duration.ofSeconds(30)) > 0)
                                .map(ahead ->
                                        "; the KDC's clock is " + ahead.abs().toSeconds() + " s "
                                                + (ahead.isNegative() ? "behind" : "ahead of") + " this one")
                                .orElse(""))
                : Optional.empty();
    }

    private TicketOutcome ticket(AccountOptions account, String host, Duration timeout) {
        var conf = configuration();
        try {
            var cached = cache == null ? Optional.<CredentialCache>empty() : Optional.of(CredentialCache.read(cache));
            String realm = cached.map(c -> c.owner().realm())
                    .or(() ->
                            Optional.of(account.domain.toUpperCase(Locale.ROOT)).filter(name -> !name.isEmpty()))
                    .or(() -> conf.flatMap(c -> c.realmOf(host)))
                    .orElseThrow(() -> new UsageException(
                            "--kerberos needs --domain REALM, --ccache FILE, or --krb5-conf FILE with a realm for "
                                    + host));
            var wanted = new Principal(PrincipalName.of("TERMSRV/" + host), realm);
            var ready = cached.flatMap(c -> c.find(wanted));
            if (ready.isPresent()) {
                return ready.get();
            }
            var client = new KdcClient(kdcs(conf, realm, timeout));
            if (cached.isPresent()) {
                return cached.get()
                        .tgt()
                        .<TicketOutcome>map(tgt -> client.ticket(tgt, wanted))
                        .orElseGet(() -> KdcFailure.local("no ticket granting ticket in " + cache));
            }
            return asked(client, account, wanted);
        } catch (IOException | ProtocolViolationException e) {
            throw new UsageException("cannot read " + (cache != null ? cache : keytab) + ": " + e.getMessage());
        }
    }

    private TicketOutcome asked(KdcClient client, AccountOptions account, Principal service) throws IOException {
        if (!account.given()) {
            throw new UsageException("--kerberos needs --user with a password or --keytab, or --ccache");
        }
        var user = new Principal(PrincipalName.of(account.user), service.realm());
        LongTermKey key = keytab != null
                ? new LongTermKey.Keytab(Keytab.read(keytab))
                : new LongTermKey.Password(account.password());
        return client.ticket(user, key, service);
    }

    private Optional<KerberosConfiguration> configuration() {
        if (configuration == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(KerberosConfiguration.read(configuration));
        } catch (IOException e) {
            throw new UsageException("cannot read " + configuration + ": " + e.getMessage());
        } catch (MalformedConfigurationException e) {
            throw new UsageException(configuration + " " + e.getMessage());
        }
    }

    /** Those of the file, unless one was named. */
    private List<KdcSettings> kdcs(Optional<KerberosConfiguration> conf, String realm, Duration timeout) {
        if (kdc != null) {
            var target = Targets.parse(kdc.matches(".*:\\d+") ? kdc : kdc + ":" + KDC_PORT);
            return List.of(settings(target.getHostString(), target.getPort(), timeout));
        }
        if (conf.isEmpty()) {
            throw new UsageException("--kerberos needs --kdc HOST or --krb5-conf FILE: none is looked up");
        }
        var named = conf.get().kdcsOf(realm);
        if (named.isEmpty()) {
            throw new UsageException(configuration + " names no KDC for " + realm + ", and none is looked up");
        }
        int limit = conf.get().udpPreferenceLimit();
        return named.stream()
                .map(k -> settings(k.host(), k.port(), timeout).withUdpPreferenceLimit(k.tcp() ? 0 : limit))
                .toList();
    }

    private static KdcSettings settings(String host, int port, Duration timeout) {
        return new KdcSettings(
                        new InetSocketAddress(host, port),
                        Instant::now,
                        SystemEnvironment.now().nonces())
                .withTimeout(timeout);
    }

    /** What of the file has no effect here. */
    List<String> ignored() {
        return configuration().map(KerberosConfiguration::ignored).orElse(List.of());
    }
}

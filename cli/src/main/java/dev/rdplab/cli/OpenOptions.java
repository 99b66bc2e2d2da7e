package dev.rdplab.cli;

import dev.rdplab.lab.relay.OpenedRelay;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.relay.OpenMode;
import dev.rdplab.words.VisibleText;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Open mode of a relay: what ends there, and with whose account. */
final class OpenOptions {

    @Option(
            names = "--open",
            description =
                    "terminate TLS and CredSSP on both sides and decode every PDU from the Connect Initial on; needs an"
                            + " account, which the client gives to the relay and the relay to the server")
    boolean open;

    @Mixin
    private AccountOptions account;

    @Option(
            names = "--server-user",
            paramLabel = "NAME",
            description = "with --open: another account towards the server; its Client Info stays the client's")
    private String serverUser;

    @Option(names = "--server-domain", paramLabel = "NAME", description = "its domain")
    private String serverDomain = "";

    @Option(
            names = "--server-password-env",
            paramLabel = "VARIABLE",
            description = "read its password from an environment variable")
    private String serverPassword;

    @Option(
            names = "--server-security",
            paramLabel = "LAYER",
            description = "with --open: tls, nla, ext or negotiate on both sides; without it what the server selects")
    private String serverSecurity;

    /** Refuses what cannot be, before anything is started. */
    void check() {
        if (!open) {
            if (serverUser != null || serverPassword != null || serverSecurity != null) {
                throw new UsageException("--server-user, --server-password-env and --server-security need --open");
            }
            return;
        }
        if (!account.given()) {
            throw new UsageException("--open needs an account: --user NAME with --password-env, --password-file or"
                    + " --password-stdin");
        }
        if ((serverUser == null) != (serverPassword == null)) {
            throw new UsageException("--server-user and --server-password-env go together");
        }
    }

    /**
     * Says on stderr what the relay sees and whose password it holds.
     *
     * @return empty for standard RDP security, in which there is nothing to open
     */
    Optional<OpenMode> mode(ServerLink between, String target, Terminal terminal) {
        var own = new Credentials(account.domain, account.user, account.password());
        var towardsServer = towardsServer(own);
        Optional<SecurityLayer> layer;
        try {
            layer = serverSecurity == null ? asked(between) : Optional.of(wanted());
        } catch (IOException e) {
            throw new CannotRunException("cannot ask " + target + " which security it selects: " + Reason.of(e));
        }
        if (layer.isEmpty()) {
            terminal.err().println("the server selects standard RDP security: its PDUs pass opaque once encrypted");
            return Optional.empty();
        }
        terminal.err()
                .println("open: TLS and CredSSP (" + layer.get().toString().toLowerCase(Locale.ROOT)
                        + ") end here; the relay holds the password of " + VisibleText.of(own.user())
                        + (serverUser == null ? "" : " and of " + VisibleText.of(serverUser))
                        + " and sees all traffic");
        return Optional.of(OpenedRelay.mode(
                layer.get(), own, towardsServer, between.server().getHostString()));
    }

    private static Optional<SecurityLayer> asked(ServerLink between) throws IOException {
        between.requireServer(); // what is before it accepts even if there is none
        try {
            return between.near().call(() -> OpenedRelay.layer(between.address()));
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw e;
        }
    }

    private SecurityLayer wanted() {
        return SecurityLayer.of(serverSecurity)
                .filter(wanted -> wanted != SecurityLayer.RDP)
                .orElseThrow(() -> new UsageException("--server-security '" + serverSecurity
                        + "' is not a security layer; allowed: tls, nla, ext, negotiate"));
    }

    private Credentials towardsServer(Credentials own) {
        if (serverUser == null) {
            return own;
        }
        var password = System.getenv(serverPassword);
        if (password == null) {
            throw new UsageException("--server-password-env: the environment has no variable '" + serverPassword + "'");
        }
        return new Credentials(serverDomain, serverUser, Secret.of(password));
    }
}

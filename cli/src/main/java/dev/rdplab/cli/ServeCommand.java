package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.OperatingSystem;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.console.AdminEvents;
import dev.rdplab.console.AdminServer;
import dev.rdplab.kerberos.KerberosOffer;
import dev.rdplab.kerberos.MemoryReplayCache;
import dev.rdplab.kerberos.file.Keytab;
import dev.rdplab.kerberos.kdc.KdcExchange;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.RemarksJson;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.run.ServedRealm;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rdplab serve}: a fake server for the user's own client. */
@Command(
        name = "serve",
        description =
                "A fake RDP server to test your client against: well-behaved, or misbehaving as a scenario specifies.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab serve --port 0 --security nla --user alice --password-env PW",
            "  rdplab serve --scenario server-key-unreadable",
            "  rdplab serve --scenario kerberos/ticket-expired",
            "  rdplab serve --admin                 then open http://127.0.0.1:8390",
            "",
            "Without --user the server knows one account, the lab's own: user lab, password Lab-Pass-1.",
            "kerberos/* brings a realm: a KDC on loopback, and a krb5.conf, tickets and a keytab until the server"
                    + " ends.",
        })
final class ServeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Mixin
    private AccountOptions account;

    @Mixin
    private LinkOption link;

    @Mixin
    private AdminOption admin;

    @Option(names = "--scenario", paramLabel = "NAME|FILE", description = "play the server's part of this scenario")
    private String scenario;

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "the address to listen on (${DEFAULT-VALUE})")
    private String listen = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port to listen on, 0 for any free one (${DEFAULT-VALUE})")
    private int port = Targets.RDP_PORT;

    @Option(names = "--security", paramLabel = "LAYER", description = "rdp, tls, nla, ext, negotiate, rdstls or aad")
    private String security;

    @Option(
            names = "--keytab",
            paramLabel = "FILE",
            description =
                    "also accept Kerberos tickets from any KDC; FILE must hold the key for TERMSRV/HOST, with HOST spelled"
                            + " as clients use it")
    private Path keytab;

    @Option(names = "--no-ntlm", description = "accept only tickets; with --keytab")
    private boolean ntlmForbidden;

    @Option(names = "--seed", paramLabel = "N", description = "seed of faults and nonces (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--connections", paramLabel = "N", description = "end after N finished connections")
    private long connections = Long.MAX_VALUE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write the evidence of the first " + RelayEvidence.MOST_CASES
                    + " connections there: report.html, result.json, transcript.ndjson, handshake.pcapng")
    private Path out;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port " + port + " is not between 0 and 65535");
        }
        if (connections < 1) {
            throw new UsageException("--connections " + connections + " is below 1");
        }
        var served = adjusted(chosen());
        var options = ScenarioServerOptions.DEFAULT;
        if (keytab != null || ntlmForbidden) {
            options = options.offers(offer(served));
        }
        options = linked(options);
        var enough = new CountDownLatch((int) Math.min(connections, Integer.MAX_VALUE));
        var events = new AdminEvents();
        var started = new CompletableFuture<ScenarioServer>();
        try (var kept = evidence(served);
                var server = ScenarioServer.start(
                        served,
                        options.listen(Targets.listening(listen, port))
                                .seed(seed)
                                .watch(events)
                                .kdc(this::print)
                                .finished(played -> {
                                    print(played);
                                    events.finished(played);
                                    if (kept != null && kept.takesOneMore()) {
                                        kept.make(() -> evidence(played, started.join()));
                                    }
                                    enough.countDown();
                                }));
                var steered = admin.given() ? AdminServer.start(server, events, admin.options(listen)) : null) {
            started.complete(server);
            announce("listening", server.address());
            ServedLine.ofTheClient(served).ifPresent(line -> {
                if (!output.quiet) {
                    terminal.err().println(line);
                    terminal.err().flush();
                }
            });
            server.realm().ifPresent(realm -> announce(realm, server.address().getPort()));
            if (steered != null) {
                announce("admin", steered.address());
            }
            begins(served, server.address());
            terminal.failure().ifPresent(e -> {
                throw new CannotRunException("cannot write to stdout: " + Reason.of(e));
            });
            enough.await();
            return Exit.EXPECTED;
        } catch (LinkUnavailableException e) {
            throw new CannotRunException(e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        } catch (IOException e) {
            throw new CannotRunException(e.getMessage() + "; choose another with --listen and --port");
        }
    }

    private RelayEvidence evidence(Scenario served) {
        return out == null ? null : RelayEvidence.to(out, terminal, served.path(), replay(served, seed));
    }

    private static EvidenceCase evidence(PlayedConnection played, ScenarioServer server) {
        var used = server.link()
                .map(open -> new LinkUsed(open.backend(), open.layer(), open.settings()))
                .orElse(LinkUsed.DIRECT);
        return EvidenceCase.of(played, used, server.address(), replay(played.scenario(), played.seed()));
    }

    private static String replay(Scenario played, long seed) {
        return OwnCommand.name() + " serve --scenario " + played.path() + " --seed " + seed;
    }

    private void begins(Scenario served, InetSocketAddress address) {
        if (!output.json && !output.quiet) {
            ServeText.begins(served, address, OperatingSystem.current(), terminal.width())
                    .forEach(terminal.err()::println);
        }
    }

    /** With --admin a link lies in the server's place, unless --link says direct. */
    private ScenarioServerOptions linked(ScenarioServerOptions options) {
        var backend = link.backend();
        if (backend.isEmpty()) {
            return admin.given() ? options.withSteerableLink() : options;
        }
        return switch (backend.get().name()) {
            case "direct" -> options.backend(backend.get());
            case "embedded" -> options.withSteerableLink();
            default -> options.withSteerableLink().backend(backend.get());
        };
    }

    private Scenario chosen() {
        if (scenario == null) {
            return Catalogue.named("session-negotiate").orElseThrow();
        }
        try {
            var found = Selection.of(Catalogue.load(), List.of(scenario));
            if (found.size() > 1) {
                throw new UsageException(
                        "--scenario " + scenario + " means " + found.size() + " scenarios; serve plays one");
            }
            return found.get(0);
        } catch (UnknownScenarioException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Scenario adjusted(Scenario from) {
        var server = from.server();
        if (security != null) {
            server = server.withSecurity(SecurityLayer.of(security)
                    .orElseThrow(() -> new UsageException(
                            "--security " + security + " is unknown; rdp, tls, nla, ext, negotiate, rdstls or aad")));
        }
        if (account.given()) {
            server = server.withAccount(new Account(account.domain, account.user, account.password(), state(from)));
        }
        return from.withServer(server);
    }

    /** A scenario about a locked account is about the account that is given, too. */
    private static AccountState state(Scenario from) {
        return from.server().accounts().isEmpty()
                ? AccountState.ENABLED
                : from.server().accounts().get(0).state();
    }

    private KerberosOffer offer(Scenario served) {
        if (keytab == null) {
            throw new UsageException("--no-ntlm needs --keytab: nothing else is left to log on with");
        }
        if (served.kerberos().isPresent()) {
            throw new UsageException("--keytab: " + served.path() + " brings a keytab of its own");
        }
        try {
            var keys = Keytab.read(keytab);
            if (keys.entries().stream().noneMatch(e -> e.key().type().isSupported())) {
                throw new UsageException(
                        keytab + " has no key of a type that is implemented: " + EncryptionType.SUPPORTED);
            }
            return new KerberosOffer(keys, !ntlmForbidden).withReplays(new MemoryReplayCache());
        } catch (IOException | ProtocolViolationException e) {
            throw new UsageException("cannot read " + keytab + ": " + e.getMessage());
        }
    }

    private synchronized void announce(String event, InetSocketAddress address) {
        if (output.json) {
            OutputOptions.print(
                    terminal,
                    OutputOptions.object()
                            .put("event", event)
                            .put("host", address.getAddress().getHostAddress())
                            .put("port", address.getPort()));
        } else {
            terminal.out()
                    .println((event.equals("admin") ? "admin on http://" : "listening on ")
                            + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
        terminal.out().flush();
    }

    private synchronized void announce(ServedRealm realm, int serverPort) {
        if (output.json) {
            OutputOptions.print(terminal, RealmText.json(realm));
        } else {
            RealmText.lines(realm, serverPort, account.given()).forEach(terminal.out()::println);
        }
        terminal.out().flush();
    }

    private synchronized void print(KdcExchange exchange) {
        if (output.json) {
            OutputOptions.print(terminal, RealmText.json(exchange));
        } else {
            terminal.out().println("KDC " + exchange);
        }
        terminal.out().flush();
    }

    private synchronized void print(PlayedConnection played) {
        if (output.json) {
            OutputOptions.print(terminal, json(played));
        } else {
            terminal.out().println(ServeText.finished(played, output.paint(terminal)));
        }
        terminal.out().flush();
    }

    private static ObjectNode json(PlayedConnection played) {
        var report = played.report();
        var side = Side.of(report.ending());
        var node = OutputOptions.object()
                .put("event", "finished")
                .put("connection", report.number())
                .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("client", report.peer().map(ServeText::address).orElse(""))
                .put("scenario", played.scenario().path())
                .put("stage", side.stageWord())
                .put("ending", side.ending().word())
                .put("by", side.by().word())
                .put("detail", side.detail())
                .put("lastSent", side.lastSent())
                .put("lastReceived", side.lastReceived())
                .put("ms", (report.endNanos() - report.startNanos()) / 1_000 / 1_000.0);
        side.code().ifPresent(code -> node.put("code", code));
        RemarksJson.write(played.remarks(), node);
        return node;
    }
}

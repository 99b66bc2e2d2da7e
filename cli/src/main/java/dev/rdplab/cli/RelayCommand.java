package dev.rdplab.cli;

import dev.rdplab.chaos.link.DirectLink;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.relay.OpenedRelay;
import dev.rdplab.lab.relay.RelayResult;
import dev.rdplab.lab.relay.RelayScenario;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.relay.OpenMode;
import dev.rdplab.relay.OpenRelay;
import dev.rdplab.relay.Relay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.SocketSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab relay}: between a real client and a real server. */
@Command(
        name = "relay",
        description =
                "Pass connections on to a real server, say how each handshake ended on both sides, and make it fail"
                        + " where a scenario says.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab relay server.example",
            "  rdplab relay 10.1.2.3:3389 --scenario server-key-unreadable --out evidence",
            "",
            "Without --open nothing is decrypted: X.224 messages, TLS handshake messages in the clear, TLS records and raw bytes are known,",
            "and faults of a scenario trigger there. FIN stays FIN, RST stays RST, a half-close stays a half-close.",
        })
final class RelayCommand implements Callable<Integer> {

    /** Connections whose evidence goes to --out. */
    private static final int MOST_CASES = 100;

    private final Terminal terminal;

    @Parameters(paramLabel = "HOST[:PORT]", description = "the real server (port 3389)")
    private String target;

    @Mixin
    private OutputOptions output;

    @Mixin
    private LinkOption link;

    @Mixin
    private AccountOptions account;

    @Option(
            names = "--open",
            description = "end TLS and CredSSP on both sides and decode every PDU from the Connect Initial on; needs an"
                    + " account, which the client gives to the relay and the relay to the server")
    private boolean open;

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

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "the address to listen on (${DEFAULT-VALUE})")
    private String listen = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "the port to listen on, 0 for any (${DEFAULT-VALUE})")
    private int port = 3_390;

    @Option(
            names = "--scenario",
            paramLabel = "NAME|FILE",
            description = "trigger this scenario's faults, with its link to the server")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "seed of faults and links (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--connections", paramLabel = "N", description = "end after N finished connections")
    private long connections = Long.MAX_VALUE;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write the evidence of the first " + MOST_CASES + " connections there: both legs in"
                    + " handshake.pcapng, transcript.ndjson, result.json, report.html")
    private Path out;

    private final List<EvidenceCase> cases = new ArrayList<>();

    RelayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var server = Targets.parse(target);
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port " + port + " is not between 0 and 65535");
        }
        if (connections < 1) {
            throw new UsageException("--connections " + connections + " is below 1");
        }
        var played = chosen();
        var enough = new CountDownLatch((int) Math.min(connections, Integer.MAX_VALUE));
        try (var between = link(played, server)) {
            var options = RelayOptions.of(
                            new InetSocketAddress(listen, port), between == null ? server : between.address())
                    .faults(played.map(RelayScenario::faults).orElse(RelayOptions.Faults.NONE))
                    .recorded(out == null ? 0 : SocketSettings.RECORDED)
                    .finished(report -> {
                        finished(report, played, between);
                        enough.countDown();
                    });
            var mode = open ? mode(between == null ? server : between.address()) : Optional.<OpenMode>empty();
            if (mode.isPresent()) {
                try (var relay = OpenRelay.start(options, mode.get())) {
                    announce(relay.address());
                    enough.await();
                }
            } else {
                try (var relay = Relay.start(options)) {
                    announce(relay.address());
                    enough.await();
                }
            }
            return Exit.EXPECTED;
        } catch (LinkUnavailableException e) {
            throw new CannotRunException(e.getMessage());
        } catch (CannotReachException e) {
            throw new CannotRunException("cannot ask " + target + " which security it selects: " + e.getMessage());
        } catch (IOException e) {
            throw new CannotRunException(e.getMessage() + "; choose another with --listen and --port");
        }
    }

    /** The server could not be asked. */
    private static final class CannotReachException extends IOException {
        private static final long serialVersionUID = 1;

        CannotReachException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Says on stderr what the relay sees and whose password it holds. Empty for standard RDP security. */
    private Optional<OpenMode> mode(InetSocketAddress server) throws CannotReachException {
        if (!account.given()) {
            throw new UsageException("--open needs an account: --user NAME with --password-env, --password-file or"
                    + " --password-stdin");
        }
        if ((serverUser == null) != (serverPassword == null)) {
            throw new UsageException("--server-user and --server-password-env go together");
        }
        Optional<SecurityLayer> layer;
        try {
            layer = serverSecurity == null
                    ? OpenedRelay.layer(server)
                    : Optional.of(SecurityLayer.of(serverSecurity)
                            .filter(wanted -> wanted != SecurityLayer.RDP)
                            .orElseThrow(() -> new UsageException("--server-security '" + serverSecurity
                                    + "' is not a security layer; allowed: tls, nla, ext, negotiate")));
        } catch (IOException e) {
            throw new CannotReachException(e);
        }
        if (layer.isEmpty()) {
            terminal.err().println("the server selects standard RDP security: its PDUs pass opaque once encrypted");
            return Optional.empty();
        }
        var own = new Credentials(account.domain, account.user, account.password());
        terminal.err()
                .println("open: TLS and CredSSP (" + layer.get().toString().toLowerCase(java.util.Locale.ROOT)
                        + ") end here; the relay holds the password of " + own.user()
                        + (serverUser == null ? "" : " and of " + serverUser) + " and sees all traffic");
        return Optional.of(OpenedRelay.mode(layer.get(), own, towardsServer(own), server.getHostString()));
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

    private Optional<RelayScenario> chosen() {
        if (scenario == null) {
            return Optional.empty();
        }
        try {
            var found = Selection.of(Catalogue.load(), List.of(scenario));
            if (found.size() != 1) {
                throw new UsageException("--scenario " + scenario + " names " + found.size() + " scenarios; name one");
            }
            return Optional.of(
                    open ? RelayScenario.open(found.get(0), seed) : RelayScenario.closed(found.get(0), seed));
        } catch (UnknownScenarioException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** Before the server, where the scenario's toxics or --link ask for one. */
    private OpenLink link(Optional<RelayScenario> played, InetSocketAddress server) {
        var wanted = played.map(scene -> scene.scenario().link()).orElse(dev.rdplab.chaos.link.Link.DIRECT);
        Optional<LinkBackend> backend = link.backend();
        boolean direct = backend.map(DirectLink.class::isInstance).orElse(wanted.needsNoProxy());
        if (direct && wanted.needsNoProxy()) {
            return null;
        }
        var upstream = new InetSocketAddress(server.getHostString(), server.getPort());
        if (upstream.isUnresolved()) {
            throw new CannotRunException("unknown host: " + server.getHostString());
        }
        return backend.orElseGet(InProcessLink::embedded).open(wanted, upstream, seed);
    }

    private synchronized void announce(InetSocketAddress address) {
        if (output.json) {
            OutputOptions.print(
                    terminal,
                    OutputOptions.object()
                            .put("event", "listening")
                            .put("host", address.getAddress().getHostAddress())
                            .put("port", address.getPort())
                            .put("mode", open ? "open" : "closed")
                            .put("target", target));
        } else {
            terminal.out().println("listening on " + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
        terminal.out().flush();
    }

    private synchronized void finished(RelayReport report, Optional<RelayScenario> played, OpenLink between) {
        var used = between == null
                ? LinkUsed.NETWORK
                : new LinkUsed(between.backend(), between.layer(), between.settings());
        var result = RelayResult.of(report, played, Targets.text(Targets.parse(target)), used);
        print(report, result);
        if (out != null && cases.size() < MOST_CASES) {
            cases.add(EvidenceCase.of(result, report, replay()));
            write();
        }
    }

    private String replay() {
        return "rdplab relay " + target + (scenario == null ? "" : " --scenario " + scenario + " --seed " + seed);
    }

    /** Anew for each connection, so that it is there whenever the relay ends. */
    private void write() {
        try {
            if (cases.size() == 2) { // from now on each has a folder of its own
                for (String one : List.of("result.json", "transcript.ndjson", "handshake.pcapng")) {
                    Files.deleteIfExists(out.resolve(one));
                }
            }
            EvidenceFolder.at(out).write(Evidence.of("relay to " + target, replay(), List.copyOf(cases)));
        } catch (IOException e) {
            terminal.err().println("rdplab: the evidence cannot be written: " + e.getMessage());
            terminal.err().flush();
        }
    }

    private void print(RelayReport report, Result result) {
        double millis = (report.endNanos() - report.startNanos()) / 1e6;
        if (output.json) {
            json(report, result, millis);
        } else {
            lines(report, result, millis);
        }
        terminal.out().flush();
    }

    private void json(RelayReport report, Result result, double millis) {
        var node = OutputOptions.object().put("event", "finished").put("connection", report.number());
        var whole = ResultJson.of(result);
        for (String key : List.of("stage", "ending", "by", "code", "detail", "lastSent", "lastReceived")) {
            var value = whole.path("client").get(key);
            if (value != null) {
                node.set(key, value);
            }
        }
        node.put("ms", Math.round(millis * 1000) / 1000.0)
                .put("bytesUp", report.client().fromClient())
                .put("bytesDown", report.client().fromServer());
        node.set("legs", whole.get("legs"));
        node.set("faults", whole.has("faults") ? whole.get("faults") : node.arrayNode());
        node.set("predictions", whole.get("predictions"));
        OutputOptions.print(terminal, node);
    }

    private void lines(RelayReport report, Result result, double millis) {
        var legs = result.remarks().legs().orElseThrow();
        var faults = result.remarks().faults().stream()
                .map(fault -> (fault.triggered() ? "triggered: " : "not triggered: ")
                        + fault.at()
                        + (fault.triggered() ? "" : " (" + fault.why() + ")"))
                .toList();
        terminal.out()
                .println("#" + report.number() + " client leg: " + told(legs.client())
                        + "; server leg: " + told(legs.server())
                        + "; " + report.client().fromClient() + " bytes up, "
                        + report.client().fromServer() + " down, " + EndingText.millis(millis) + " ms"
                        + (faults.isEmpty() ? "" : "; " + String.join("; ", faults)));
    }

    private String told(Side side) {
        var paint = output.paint(terminal);
        var ending = EndingText.of(side);
        var last = side.lastReceived().isEmpty() ? "nothing" : side.lastReceived();
        return paint.name(side.stageWord()) + " " + (side.completed() ? paint.good(ending) : paint.bad(ending)) + " by "
                + side.by() + ", last from the server " + VisibleText.of(last)
                + (side.detail().isEmpty() ? "" : " (" + VisibleText.of(side.detail()) + ")");
    }
}

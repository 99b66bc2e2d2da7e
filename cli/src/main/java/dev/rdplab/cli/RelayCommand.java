package dev.rdplab.cli;

import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.link.ModelledLoss;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.console.AdminServer;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.relay.RelayResult;
import dev.rdplab.lab.relay.RelayScenario;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.RelaySpec;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import dev.rdplab.relay.OpenMode;
import dev.rdplab.relay.OpenRelay;
import dev.rdplab.relay.Relay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.relay.RelayRehearsal;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.SocketSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab relay}: between a real client and a real server. */
@Command(
        name = "relay",
        description =
                "Forwards connections to a real server, reports how each handshake ended on both sides, and makes it fail"
                        + " where a scenario specifies.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab relay server.example",
            "  rdplab relay 10.1.2.3:3389 --scenario server-key-unreadable --out evidence",
            "",
            "Without --open nothing is decrypted: X.224 messages, TLS handshake messages in the clear, TLS records and raw bytes are visible,",
            "and faults of a scenario trigger there. FIN stays FIN, RST stays RST, a half-close stays a half-close.",
        })
final class RelayCommand implements Callable<Integer> {

    private static final int WAITING_VERDICTS = 1_000;
    private static final int REHEARSED = 100;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "HOST[:PORT]",
            arity = "0..1",
            description = "the real server (port 3389); may be left out where the scenario has relay: { target }")
    private String target;

    @Mixin
    private OutputOptions output;

    @Mixin
    private LinkOption link;

    @Mixin
    private AdminOption admin;

    @Option(
            names = "--path",
            paramLabel = "SETTING=VALUE",
            split = ",",
            description = "a packet link between the relay and the server, as root: settings of a sweep's grid, such as"
                    + " rtt=60ms,loss=5%%,tunnel=wireguard")
    private Map<String, String> path = Map.of();

    @Mixin
    private OpenOptions opening;

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
            description =
                    "write the evidence of the first " + RelayEvidence.MOST_CASES + " connections there: both legs in"
                            + " handshake.pcapng, transcript.ndjson, result.json, report.html")
    private Path out;

    private RelayedLab lab;
    private RelayEvidence evidence; // null: none is asked for
    private volatile boolean unexpected;

    RelayCommand(Terminal terminal) {
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
        if (admin.given()) {
            admin.options(listen);
        }
        opening.check();
        var played = chosen();
        var server = server(played);
        opening.check();
        if (new InetSocketAddress(server.getHostString(), server.getPort()).isUnresolved()) {
            throw new CannotRunException("unknown host: " + server.getHostString());
        }
        refuseItself(server);
        var enough = new CountDownLatch((int) Math.min(connections, Integer.MAX_VALUE));
        var verdicts = verdicts();
        var wanted = played.map(scene -> scene.scenario().link()).orElse(Link.DIRECT);
        try (var kept = evidence();
                var between = ServerLink.open(link.backend(), path, wanted, server, seed)) {
            evidence = kept;
            lab = new RelayedLab(
                    played.map(scene -> scene.scenario().path()).orElse("relay to " + Targets.text(server)),
                    between.stream());
            var options = RelayOptions.of(Targets.listening(listen, port), between.address())
                    .faults(played.map(scene -> scene.faults(between.stream())).orElse(RelayOptions.Faults.NONE))
                    .recorded(out == null && !admin.given() ? 0 : SocketSettings.RECORDED)
                    .accepted(lab::accepted)
                    .finished(report -> verdicts.execute(() -> {
                        try {
                            finished(report, played, between);
                        } finally {
                            enough.countDown();
                        }
                    }));
            var mode = opening.open ? opening.mode(between, target, terminal) : Optional.<OpenMode>empty();
            if (mode.isPresent()) {
                try (var relay = OpenRelay.start(options, mode.get(), between.loops())) {
                    relay(relay.address(), enough);
                }
            } else {
                try (var relay = Relay.start(options, between.loops())) {
                    relay(relay.address(), enough);
                }
            }
            return unexpected ? Exit.UNEXPECTED : Exit.EXPECTED;
        } catch (LinkUnavailableException e) {
            throw new CannotRunException(e.getMessage());
        } catch (IOException e) {
            throw new CannotRunException(e.getMessage() + "; choose another with --listen and --port");
        }
    }

    /**
     * Verdicts are told in a thread of their own: connections that go on do not wait for them. When too many are still to be
     * told, the event loop whose connection ends tells its verdict itself.
     */
    private static Executor verdicts() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_VERDICTS),
                task -> {
                    var thread = new Thread(task, "relay-verdicts");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private RelayEvidence evidence() {
        return out == null ? null : RelayEvidence.to(out, terminal, "relay to " + target, replay());
    }

    /** A relay to itself would connect to itself for ever. */
    private void refuseItself(InetSocketAddress server) {
        if (server.getPort() != port) {
            return;
        }
        var here = new InetSocketAddress(listen, port).getAddress();
        var there = new InetSocketAddress(server.getHostString(), port).getAddress();
        if (here != null && there != null && (here.equals(there) || here.isAnyLocalAddress() && local(there))) {
            throw new UsageException("the target " + Targets.text(server)
                    + " is where the relay itself would listen; choose another port with --port");
        }
    }

    private static boolean local(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unknown) {
            return false;
        }
    }

    /** Says where it listens, and waits: with the HTTP interface if there is to be one. */
    private void relay(InetSocketAddress address, CountDownLatch enough) throws IOException, InterruptedException {
        lab.listening(address);
        announce("listening", address);
        if (!admin.given()) {
            rehearse();
            enough.await();
            return;
        }
        try (var steered = AdminServer.start(lab, lab.events(), admin.options(listen))) {
            announce("admin", steered.address());
            rehearse();
            enough.await();
        }
    }

    /** While nobody has connected yet: the first client is served as fast as the others. */
    private void rehearse() throws IOException, InterruptedException {
        RelayRehearsal.run(
                REHEARSED,
                report -> RelayText.line(
                        report,
                        RelayResult.of(report, Optional.empty(), "", LinkUsed.NETWORK),
                        output.paint(terminal)));
    }

    /** The target of the command line, or of the scenario. */
    private InetSocketAddress server(Optional<RelayScenario> played) {
        if (target == null) {
            target = played.flatMap(scene -> scene.scenario().relay())
                    .flatMap(RelaySpec::target)
                    .orElseThrow(() -> new UsageException(
                            "name the real server: rdplab relay HOST[:PORT], or relay: { target } in the scenario"));
        }
        return Targets.parse(target);
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
            var chosen = found.get(0);
            var mode = chosen.relay().map(RelaySpec::mode);
            if (opening.open && mode.equals(Optional.of(RelaySpec.Mode.CLOSED))) {
                throw new UsageException("--open: the scenario says relay: { mode: closed }");
            }
            opening.open |= mode.equals(Optional.of(RelaySpec.Mode.OPEN));
            return Optional.of(opening.open ? RelayScenario.open(chosen, seed) : RelayScenario.closed(chosen, seed));
        } catch (UnknownScenarioException | IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private synchronized void announce(String event, InetSocketAddress address) {
        if (output.json) {
            OutputOptions.print(
                    terminal,
                    OutputOptions.object()
                            .put("event", event)
                            .put("host", address.getAddress().getHostAddress())
                            .put("port", address.getPort())
                            .put("mode", opening.open ? "open" : "closed")
                            .put("target", target));
        } else {
            terminal.out()
                    .println((event.equals("admin") ? "admin on http://" : "listening on ")
                            + address.getAddress().getHostAddress() + ":" + address.getPort());
        }
        terminal.out().flush();
    }

    private synchronized void finished(RelayReport seen, Optional<RelayScenario> played, ServerLink between) {
        var report = between.corrected(seen);
        var used = between.used();
        boolean modelled =
                played.flatMap(scene -> scene.scenario().link().modelled()).isPresent();
        used = modelled ? new LinkUsed(used.backend(), ModelledLoss.LABEL, used.settings()) : used;
        var result = RelayResult.of(report, played, Targets.text(Targets.parse(target)), used);
        unexpected |= result.expected().isPresent() && !result.asExpected();
        if (output.json) {
            OutputOptions.print(terminal, RelayText.json(report, result));
        } else {
            terminal.out().println(RelayText.line(report, result, output.paint(terminal)));
        }
        terminal.out().flush();
        if (admin.given()) {
            lab.finished(report, result, replay());
        }
        if (evidence != null && evidence.takesOneMore()) {
            evidence.add(EvidenceCase.of(result, report, replay()));
        }
    }

    private String replay() {
        return OwnCommand.name() + " relay " + target
                + (scenario == null ? "" : " --scenario " + scenario + " --seed " + seed);
    }
}

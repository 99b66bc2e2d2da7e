package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.DirectLink;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.chaos.link.LinkTriggers;
import dev.rdplab.chaos.link.ModelledLoss;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.result.Deviation;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Remarks;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.SocketSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** One run of one scenario, on real sockets or in virtual time. */
public final class Run {

    /** How long the server's side may take to notice that the client has gone. */
    private static final Duration SETTLE = Duration.ofSeconds(6);

    private final Scenario scenario;
    private final RunOptions options;
    private final long seed;
    private final EventLoops loops;
    private final LongSupplier clock;
    private final List<FaultInjector> injectors = new CopyOnWriteArrayList<>();
    private final List<ConnectionReport> served = new CopyOnWriteArrayList<>();
    private final TlsSecrets secrets = new TlsSecrets();
    private volatile Optional<KerberosRealm> kerberos = Optional.empty();
    private volatile Optional<OpenLink> link = Optional.empty();

    private Run(Scenario scenario, RunOptions options, EventLoops loops) {
        this.scenario = scenario;
        this.options = options;
        this.loops = loops;
        this.clock = loops.clock();
        this.seed = scenario.seed().orElse(options.seed());
    }

    /**
     * Runs a scenario to its end; the deadlines in it bound the time.
     *
     * @throws dev.rdplab.chaos.link.LinkUnavailableException when the link is unavailable
     * @throws UncheckedIOException when no port is free
     * @throws IllegalArgumentException when the scenario is for a relay
     */
    public static RunReport of(Scenario scenario, RunOptions options) throws InterruptedException {
        if (scenario.relay().isPresent()) {
            throw new IllegalArgumentException(ofARelay(scenario));
        }
        if (!options.virtualTime()) {
            return of(scenario, options, options.loops());
        }
        try (var own = EventLoops.virtual()) {
            return of(scenario, options, own);
        }
    }

    private static RunReport of(Scenario scenario, RunOptions options, EventLoops loops) throws InterruptedException {
        var run = new Run(scenario, options, loops);
        var listen = scenario.server().listen();
        try (var realm = run.realm()) {
            run.kerberos = Optional.ofNullable(realm);
            return listen.refuse() || !listen.delay().isZero() ? run.againstClosedPort() : run.againstServer();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback address", e);
        }
    }

    /** Why a scenario with a relay is not run here. */
    static String ofARelay(Scenario scenario) {
        return scenario.path()
                + " is for a relay between a real client and a real server: use 'rdplab relay --scenario'";
    }

    /** Null without a realm: there is nothing to close. */
    private KerberosRealm realm() throws IOException {
        return scenario.kerberos().isPresent()
                ? KerberosRealm.start(scenario.kerberos().get(), scenario.client(), seed)
                : null;
    }

    private RunReport againstClosedPort() throws IOException, InterruptedException {
        var listen = scenario.server().listen();
        var port = loops.isVirtual() ? ReservedPort.unused(loops.unused()) : ReservedPort.closed();
        if (listen.refuse()) {
            try (port) {
                return report(used(LinkUsed.DIRECT), connect(port.address()));
            }
        }
        var late = new CompletableFuture<RdpServer>();
        loops.later(listen.delay(), () -> startLate(port, late));
        var client = connect(port.address());
        try (var server = loops.await(late)) {
            settle(server, client);
            return report(used(LinkUsed.DIRECT), client);
        }
    }

    private void startLate(ReservedPort port, CompletableFuture<RdpServer> late) {
        try {
            late.complete(port.handOver(() -> RdpServer.start(serverOptions().listen(port.address()))));
        } catch (IOException | RuntimeException e) {
            late.completeExceptionally(e);
        }
    }

    private RunReport againstServer() throws IOException, InterruptedException {
        try (var server = RdpServer.start(serverOptions());
                var open = backend().open(scenario.link(), server.address(), seed)) {
            link = Optional.of(open);
            var client = connect(open.address());
            settle(server, client);
            return report(used(open), client);
        }
    }

    /** The server may hear of a connection later than the client hears of its end. */
    private static void settle(RdpServer server, ClientReport client) throws InterruptedException {
        long connected =
                client.attempts().stream().filter(a -> a.peer().isPresent()).count();
        if (server.awaitFinished(connected, SETTLE)) {
            server.awaitIdle(SETTLE);
        }
    }

    private LinkBackend backend() {
        if (loops.isVirtual() && !scenario.link().needsNoProxy()) {
            return VirtualProxy.on(loops);
        }
        return options.backend()
                .orElseGet(() -> scenario.link().needsNoProxy() ? new DirectLink() : InProcessLink.embedded());
    }

    private ServerOptions serverOptions() {
        var usual = Servers.behaviour(scenario.server(), EncryptedAlerts.needed(scenario.faults(), Role.SERVER));
        usual.tls().ifPresent(tls -> tls.logKeysTo(secrets));
        var behaviour =
                kerberos.map(realm -> usual.with(realm.server(usual.policy()))).orElse(usual);
        return ServerOptions.of(behaviour)
                .behaviour((number, peer) -> behaviour(behaviour, number))
                .environment(number -> Servers.environment(seed, "server " + number))
                .deadlines(scenario.server().deadlines())
                .clock(clock)
                .finished(served::add)
                .loops(loops);
    }

    private Behaviour behaviour(Behaviour usual, int number) {
        return usual.with(interceptor(Role.SERVER, number));
    }

    private Interceptor interceptor(Role role, int connection) {
        var injector = FaultInjector.of(scenario.faults(), role, connection, seed);
        injectors.add(injector);
        Interceptor interceptor = injector;
        if (scenario.link().modelled().isPresent()) {
            interceptor =
                    ModelledLoss.around(interceptor, scenario.link().modelled().get(), role, connection, seed);
        }
        var open = link;
        return open.isPresent() ? LinkTriggers.around(interceptor, scenario.link(), open.get(), role) : interceptor;
    }

    private ClientReport connect(InetSocketAddress target) {
        var options =
                Clients.options(scenario.client(), target, EncryptedAlerts.needed(scenario.faults(), Role.CLIENT));
        return RdpClient.run(kerberos.map(realm -> realm.client(options))
                .orElse(options)
                .faults(attempt -> interceptor(Role.CLIENT, attempt))
                .environment(attempt -> {
                    link.ifPresent(open -> open.prepare(attempt));
                    return Servers.environment(seed, "client " + attempt);
                })
                .socket(SocketSettings.DEFAULT.recording())
                .clock(clock)
                .loops(loops));
    }

    private LinkUsed used(OpenLink open) {
        boolean modelled = scenario.link().modelled().isPresent();
        return used(new LinkUsed(open.backend(), modelled ? ModelledLoss.LABEL : open.layer(), open.settings()));
    }

    private LinkUsed used(LinkUsed link) {
        return loops.isVirtual() ? link.inVirtualTime() : link;
    }

    private RunReport report(LinkUsed used, ClientReport client) {
        var server = new ArrayList<>(served);
        server.sort(Comparator.comparingInt(ConnectionReport::number));
        var fired = injectors.stream().flatMap(i -> i.fired().stream()).toList();
        var result = Results.of(
                        scenario.name(),
                        OptionalLong.of(seed),
                        used,
                        client,
                        server.isEmpty()
                                ? Optional.empty()
                                : Optional.of(server.get(server.size() - 1).ending()),
                        TranscriptHash.of(client, server),
                        Optional.of(scenario.expect()),
                        problems(fired))
                .remarks(remarks(server, fired));
        return new RunReport(
                scenario, seed, client, server, fired, predicted(scenario, result), clock.getAsLong(), secrets);
    }

    /** With predictions that know what was measured with exactly this scenario. */
    static Result predicted(Scenario scenario, Result result) {
        return result.withPredictions(
                ScenarioPredictions.of(scenario, result.client().ending(), result.predictions()));
    }

    /** The deviations of the client that the server tolerated, and the faults triggered on any connection. */
    private Remarks remarks(List<ConnectionReport> server, List<FaultInjector.Fired> fired) {
        var deviations = server.stream()
                .flatMap(report -> Deviation.of(report.transcript()).stream())
                .toList();
        var struck = fired.stream().map(FaultInjector.Fired::rule).toList();
        var problems = injectors.stream().flatMap(i -> i.problems().stream()).toList();
        var faults = scenario.faults().stream()
                .map(rule -> new FaultOutcome(
                        rule.when().toString(),
                        struck.contains(rule),
                        struck.contains(rule) ? "" : why(rule, problems)))
                .toList();
        return Remarks.NONE.deviations(deviations).faults(faults);
    }

    private static String why(Rule rule, List<String> problems) {
        return problems.stream()
                .filter(text -> text.startsWith(rule + ": "))
                .map(text -> text.substring((rule + ": ").length()))
                .findFirst()
                .orElse("its moment did not come");
    }

    private List<String> problems(List<FaultInjector.Fired> fired) {
        var problems = new ArrayList<String>();
        injectors.forEach(injector -> injector.problems().forEach(problem -> problems.add("fault: " + problem)));
        for (var rule : scenario.faults()) {
            if (fired.stream().noneMatch(f -> f.rule().equals(rule))) {
                problems.add("the fault was never triggered: " + rule);
            }
        }
        return problems;
    }
}

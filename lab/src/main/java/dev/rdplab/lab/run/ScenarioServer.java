package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.LinkTriggers;
import dev.rdplab.chaos.link.ModelledLoss;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.Routing;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.Progress;
import dev.rdplab.transport.SystemEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A fake server that plays scenarios to clients that are not the lab's: its {@link Playbook} says which connection gets
 * which. The usual scenario's link lies before it, on a free loopback port of its own, its realm has a KDC beside it, and
 * its deadlines are everybody's.
 * Time and nonces are the system's; faults and links repeat with the seed. Safe for use by any thread.
 */
public final class ScenarioServer implements AutoCloseable {

    /** Finished connections that are remembered, the oldest forgotten first. */
    public static final int KEPT = ServerOptions.KEPT;

    private static final int BEHAVIOURS = 200;

    private record Wanted(ServerSpec server, boolean alerts) {}

    private record Playing(Scenario scenario, FaultInjector faults, InetSocketAddress client) {}

    private final Playbook playbook;
    private final ScenarioServerOptions options;
    private final LongSupplier clock;
    private final Map<Integer, Playing> playing = new ConcurrentHashMap<>();
    private final Map<Wanted, Behaviour> behaviours = Collections.synchronizedMap(new Recent<>(BEHAVIOURS));
    private final Progress progress;
    private final Deque<PlayedConnection> finished = new ArrayDeque<>(); // its own lock, for the count too
    private volatile long finishedCount;
    private volatile InetSocketAddress address;
    private volatile OpenLink link;
    private volatile RdpServer server;
    private volatile ReservedPort reserved;
    private volatile ServedRealm realm;
    private boolean closed;

    private ScenarioServer(Playbook playbook, ScenarioServerOptions options) {
        this.playbook = playbook;
        this.options = options;
        this.clock = options.loops().clock();
        this.progress = options.loops().progress();
    }

    /** A server that plays one scenario to everybody. */
    public static ScenarioServer start(Scenario scenario, ScenarioServerOptions options) throws IOException {
        return start(new Playbook(scenario), options);
    }

    /**
     * Begins to listen, unless the usual scenario has a closed port.
     *
     * @throws IOException when the address cannot be bound
     * @throws dev.rdplab.chaos.link.LinkUnavailableException when the link is unavailable
     * @throws IllegalArgumentException when the usual scenario is a fault of the client
     */
    public static ScenarioServer start(Playbook playbook, ScenarioServerOptions options) throws IOException {
        Playbook.unplayable(playbook.usual()).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        var started = new ScenarioServer(playbook, options);
        try {
            started.open();
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private void open() throws IOException {
        var usual = playbook.usual();
        if (usual.kerberos().isPresent()) {
            realm = ServedRealm.start(usual.kerberos().get(), user(usual), options.kdc());
        }
        var listen = usual.server().listen();
        if (listen.refuse() || !listen.delay().isZero()) {
            reserved = ReservedPort.closed(options.listen());
            address = reserved.address();
            if (!listen.refuse()) {
                options.loops().later(listen.delay(), this::listenLate);
            }
            return;
        }
        behaviour(wanted(usual)); // its key takes a moment, which the first client shall not wait for
        if (usual.link().needsNoProxy() && !options.steerable()) {
            server = RdpServer.start(serverOptions(usual).listen(options.listen()));
            address = server.address();
            return;
        }
        // A link in the server's place takes the server's address, and the server a free one behind it.
        boolean inPlace = options.steerable() && options.backend().isEmpty();
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = RdpServer.start(serverOptions(usual).listen(inPlace ? any : options.listen()));
        var backend = options.backend()
                .orElseGet(() -> inPlace ? InProcessLink.inPlaceOfServer(options.listen()) : InProcessLink.embedded());
        link = backend.open(usual.link(), server.address(), seed(usual));
        address = link.address();
    }

    /** The account that the server was given, else the client's. */
    private static RealmParts.User user(Scenario scenario) {
        return scenario.server().accounts().stream()
                .findFirst()
                .map(account -> new RealmParts.User(account.user(), account.password()))
                .orElseGet(() -> new RealmParts.User(
                        scenario.client().user(), scenario.client().password()));
    }

    private synchronized void listenLate() {
        if (closed) {
            return;
        }
        try {
            server = reserved.handOver(
                    () -> RdpServer.start(serverOptions(playbook.usual()).listen(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServerOptions serverOptions(Scenario usual) {
        return ServerOptions.of(behaviour(wanted(usual)))
                .behaviour(this::accept)
                .environment(number -> SystemEnvironment.now())
                .deadlines(usual.server().deadlines())
                .clock(clock)
                .finished(this::report)
                .loops(options.loops());
    }

    private Behaviour accept(int number, InetSocketAddress peer) {
        var between = link;
        var client = between == null ? peer : between.clientOf(peer).orElse(peer);
        var scenario = playbook.take(client.getAddress());
        options.watch().accepted(number, client, scenario);
        var part = new ChosenFaults(play(scenario, number, client), options.watch(), options.active());
        var behaviour = behaviour(scenario).with(part);
        return playbook.namesCookies()
                ? behaviour.choosing(request -> onRequest(number, client, scenario, request, part))
                : behaviour;
    }

    /** The client has said who it is: its cookie may have a scenario of its own. */
    private ServerPolicy onRequest(
            int number, InetSocketAddress client, Scenario until, ConnectionRequest request, ChosenFaults part) {
        var chosen = request.routing()
                .filter(Routing.Cookie.class::isInstance)
                .flatMap(cookie -> playbook.cookie(((Routing.Cookie) cookie).identifier()));
        chosen.ifPresent(scenario -> {
            part.choose(play(scenario, number, client));
            options.watch().chosen(number, scenario);
        });
        return behaviour(chosen.orElse(until)).policy();
    }

    private Interceptor play(Scenario scenario, int number, InetSocketAddress client) {
        // To its own scenario every queued connection is the first one.
        int counted = scenario == playbook.usual() ? number : 1;
        var faults = FaultInjector.of(scenario.faults(), Role.SERVER, counted, seed(scenario));
        playing.put(number, new Playing(scenario, faults, client));
        return around(faults, scenario, number);
    }

    private Interceptor around(FaultInjector faults, Scenario scenario, int number) {
        Interceptor interceptor = faults;
        if (scenario.link().modelled().isPresent()) {
            interceptor = ModelledLoss.around(
                    interceptor, scenario.link().modelled().get(), Role.SERVER, number, seed(scenario));
        }
        var open = link;
        return open == null ? interceptor : LinkTriggers.around(interceptor, scenario.link(), open, Role.SERVER);
    }

    private Behaviour behaviour(Scenario scenario) {
        var usual = behaviour(wanted(scenario));
        if (scenario.kerberos().isPresent()) {
            return usual.with(realm.server(usual.policy()));
        }
        var policy = usual.policy();
        return options.offers()
                .map(offer -> usual.with(policy.withCredSsp(policy.credSsp().withOffers(offer))))
                .orElse(usual);
    }

    private static Wanted wanted(Scenario scenario) {
        return new Wanted(scenario.server(), EncryptedAlerts.needed(scenario.faults(), Role.SERVER));
    }

    private Behaviour behaviour(Wanted wanted) {
        return behaviours.computeIfAbsent(wanted, made -> Servers.behaviour(made.server(), made.alerts()));
    }

    private long seed(Scenario scenario) {
        return scenario.seed().orElse(options.seed());
    }

    private void report(ConnectionReport report) {
        var play = playing.remove(report.number());
        var played = new PlayedConnection(
                play.scenario(),
                seed(play.scenario()),
                report.from(play.client()),
                Instant.now(),
                play.faults().fired(),
                play.faults().problems(),
                FaultOutcomes.of(play.scenario().faults(), play.faults(), report, Role.SERVER));
        synchronized (finished) {
            finished.add(played);
            if (finished.size() > KEPT) {
                finished.remove();
            }
        }
        // Who is told finds it among the finished, and who waits for the count finds it told.
        options.finished().accept(played);
        synchronized (finished) {
            finishedCount++;
        }
        progress.made();
    }

    /** Where clients must connect: the link's end, with the real port. */
    public InetSocketAddress address() {
        return address;
    }

    public Playbook playbook() {
        return playbook;
    }

    /** The link before the server; empty when clients reach it directly. */
    public Optional<OpenLink> link() {
        return Optional.ofNullable(link);
    }

    /** The realm of the usual scenario; empty when it has none. */
    public Optional<ServedRealm> realm() {
        return Optional.ofNullable(realm);
    }

    /** Connections accepted so far. */
    public long accepted() {
        var running = server;
        return running == null ? 0 : running.counts().accepted();
    }

    /** The connections that are over, in the order of their end; those beyond {@link #KEPT} are forgotten. */
    public List<PlayedConnection> finished() {
        synchronized (finished) {
            return List.copyOf(finished);
        }
    }

    /** Connections that are over, forgotten ones too. */
    public long finishedCount() {
        return finishedCount;
    }

    /** Waits until this many connections are over in all. @return false when the limit passed before */
    public boolean awaitFinished(long count, Duration limit) throws InterruptedException {
        return progress.await(() -> finishedCount >= count, limit);
    }

    /**
     * Waits until no connection is open, not even one that the system has made and this server has not looked at yet.
     *
     * @return false when the limit passed before
     */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        var running = server;
        return running == null || running.awaitIdle(limit);
    }

    /** Forgets the connections that are over, and what the playbook was told. */
    public void reset() {
        playbook.reset();
        synchronized (finished) {
            finished.clear();
        }
    }

    /** Whether a connection would be taken; not before the scenario's delay, and never where it refuses. */
    public boolean isListening() {
        return server != null && server.isListening();
    }

    /** Stops listening and resets what is open. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (link != null) {
                link.close();
            }
            if (reserved != null) {
                reserved.close();
            }
            if (realm != null) {
                realm.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}

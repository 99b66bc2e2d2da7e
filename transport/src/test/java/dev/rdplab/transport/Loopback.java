package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** An echo server and echo clients over real sockets of this machine, or in memory where the plan's loops are. */
final class Loopback implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    /** Those of the test that runs on this thread: without threads of theirs nothing happens but while somebody waits through them. */
    private static final ThreadLocal<EventLoops> LOOPS = new ThreadLocal<>();

    private final EventLoops loops;
    private final boolean ownLoops;
    private final Listener listener;
    private final BlockingQueue<Connection> accepted = new LinkedBlockingQueue<>();
    private final LongSupplier clock;

    /** What the server and the clients are in a test. */
    static final class Plan {
        EventLoops loops = EventLoops.shared();
        ConnectionLimits limits = ConnectionLimits.DEFAULT;
        TlsContext serverTls;
        TlsContext clientTls;
        Interceptor atServer = Interceptor.NONE;
        Interceptor atClient = Interceptor.NONE;
        Deadlines ofServer = Deadlines.NEVER;
        Deadlines ofClient = Deadlines.NEVER;
        Duration drain = ConnectionSetup.DRAIN;
        SocketSettings socket = SocketSettings.DEFAULT;

        Loopback start() throws IOException {
            return new Loopback(this);
        }
    }

    private static final Map<Endpoint, Watch> WATCHED = new ConcurrentHashMap<>();

    /** Lets a test wait for what a connection's listener is told. */
    private final class Watch implements ConnectionListener {
        private final CompletableFuture<Ending> ended = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();

        @Override
        public void opened(Connection connection) {
            if (connection.endpoint().role() == Role.SERVER) {
                accepted.add(connection);
            }
        }

        @Override
        public void ended(Connection connection, Ending ending, long nanos) {
            ended.complete(ending);
        }

        @Override
        public void closed(Connection connection, long nanos) {
            closed.complete(null);
        }
    }

    private final Plan plan;

    private Loopback(Plan plan) throws IOException {
        this.plan = plan;
        this.loops = plan.loops;
        this.clock = loops.clock();
        LOOPS.set(loops);
        this.ownLoops = plan.loops != EventLoops.shared();
        this.listener = Listener.bind(
                loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), plan.limits, (number, peer) -> {
                    var endpoint = new Endpoint(
                            Role.SERVER,
                            number,
                            Echo.server(plan.serverTls != null),
                            plan.atServer,
                            new Transcript(Role.SERVER, number),
                            plan.ofServer);
                    return setup(endpoint, plan.serverTls);
                });
    }

    Listener listener() {
        return listener;
    }

    Connection connect() {
        return connect(listener.address());
    }

    Connection connect(InetSocketAddress address) {
        return connect(address, LIMIT);
    }

    Connection connect(InetSocketAddress address, Duration limit) {
        var endpoint = new Endpoint(
                Role.CLIENT,
                1,
                Echo.client(plan.clientTls != null),
                plan.atClient,
                new Transcript(Role.CLIENT, 1),
                plan.ofClient);
        return new Connector(loops)
                .connect(address, limit, setup(endpoint, plan.clientTls).socket(plan.socket));
    }

    /** The server's end of the connection accepted next. */
    Connection accepted() throws InterruptedException {
        pump(() -> !accepted.isEmpty());
        Connection next = accepted.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nobody connected");
        }
        return next;
    }

    static Ending ending(Connection connection) throws Exception {
        var ended = WATCHED.get(connection.endpoint()).ended;
        pump(ended::isDone);
        try {
            return ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw new AssertionError("no ending: " + story(connection), never);
        }
    }

    static void awaitClosed(Connection connection) throws Exception {
        var closed = WATCHED.get(connection.endpoint()).closed;
        pump(closed::isDone);
        closed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static void pump(BooleanSupplier reached) throws InterruptedException {
        if (LOOPS.get().turnedByWaiting()) {
            LOOPS.get().progress().await(reached, LOOPS.get().isVirtual() ? Duration.ofDays(1) : LIMIT);
        }
    }

    /** Spins: for what nobody tells of. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        pump(condition);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never so");
            }
            Thread.onSpinWait();
        }
    }

    /** Signals and faults, for a look. */
    static List<String> story(Connection connection) {
        return connection.endpoint().transcript().events().stream()
                .map(e -> e.kind() + " " + e.pdu() + e.detail())
                .toList();
    }

    private ConnectionSetup setup(Endpoint endpoint, TlsContext tls) {
        var watch = new Watch();
        WATCHED.put(endpoint, watch);
        var setup = ConnectionSetup.of(endpoint, clock).drain(plan.drain).listener(watch);
        return tls == null ? setup : setup.tls(tls);
    }

    @Override
    public void close() {
        listener.close();
        if (ownLoops) {
            loops.close();
        }
    }
}

package dev.rdplab.serversim;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.server.ServerState;
import dev.rdplab.transport.Abandoned;
import dev.rdplab.transport.Connection;
import dev.rdplab.transport.ConnectionListener;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.ConnectionSetup;
import dev.rdplab.transport.Listener;
import dev.rdplab.transport.Progress;
import dev.rdplab.transport.SocketSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A fake RDP server that listens until it is closed. Safe for use by any thread. */
public final class RdpServer implements AutoCloseable {

    private final ServerOptions options;
    private final Progress progress;
    private final Deque<ConnectionReport> finished = new ArrayDeque<>();
    private final Reporter reporter = new Reporter();
    private volatile long finishedCount; // written within the lock of finished
    private Listener listener;

    private RdpServer(ServerOptions options) {
        this.options = options;
        this.progress = options.loops().progress();
    }

    /** Begins to listen. @throws IOException when the address cannot be bound */
    public static RdpServer start(ServerOptions options) throws IOException {
        var server = new RdpServer(options);
        server.listener = Listener.bind(options.loops(), options.listen(), options.limits(), server::accept);
        return server;
    }

    private ConnectionSetup accept(int number, InetSocketAddress peer) {
        var behaviour = options.behaviour().apply(number, peer);
        var environment = options.environment().apply(number);
        var initial = ServerState.initial(behaviour.policy(), environment);
        var endpoint = new Endpoint(
                Role.SERVER,
                number,
                behaviour
                        .choice()
                        .<HandshakeState>map(choice -> new PolicyOnRequest(initial, choice, environment))
                        .orElse(initial),
                behaviour.faults(),
                new Transcript(Role.SERVER, number),
                options.deadlines());
        return new ConnectionSetup(
                endpoint, behaviour.tls(), options.clock(), reporter, ConnectionSetup.DRAIN, SocketSettings.DEFAULT);
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return listener.address();
    }

    public int port() {
        return address().getPort();
    }

    /** Whether more connections would be taken. */
    public boolean isListening() {
        return listener.isListening();
    }

    /** Connections taken so far, and those refused because of a limit. */
    public Listener.Counts counts() {
        return listener.counts();
    }

    /** The connections that have finished, the oldest first; those beyond the bound are forgotten. */
    public List<ConnectionReport> finished() {
        synchronized (finished) {
            return List.copyOf(finished);
        }
    }

    /** Waits until this many connections have finished in all. @return false when the limit passed before */
    public boolean awaitFinished(long count, Duration limit) throws InterruptedException {
        return progress.await(() -> finishedCount >= count, limit);
    }

    /**
     * Waits until no connection is open, not even one that the system has made and this server has not looked at yet.
     *
     * @return false when the limit passed before
     */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return listener.awaitCounted(limit)
                && progress.await(() -> listener.counts().accepted() <= finishedCount, limit);
    }

    /** Stops listening and resets what is open. */
    @Override
    public void close() {
        listener.close();
    }

    private void report(ConnectionReport report) {
        // Told before it is counted: who waits for the count finds it told.
        options.finished().accept(report);
        synchronized (finished) {
            finished.add(report);
            if (finished.size() > options.kept()) {
                finished.remove();
            }
            finishedCount++;
        }
        progress.made();
    }

    /** Told of all connections: what a report needs of one is in its transcript. */
    private final class Reporter implements ConnectionListener {

        @Override
        public void closed(Connection connection, long nanos) {
            var endpoint = connection.endpoint();
            var events = endpoint.transcript().events();
            long start = events.isEmpty() ? nanos : events.get(0).nanos();
            long end = events.stream()
                    .filter(event -> event.kind() == Transcript.Kind.ENDING)
                    .mapToLong(Transcript.Event::nanos)
                    .findFirst()
                    .orElse(nanos);
            var ending = endpoint.ending().orElseGet(() -> Abandoned.by(endpoint));
            report(ConnectionReport.of(connection, ending, start, end));
        }
    }
}

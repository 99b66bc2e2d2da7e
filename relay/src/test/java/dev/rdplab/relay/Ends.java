package dev.rdplab.relay;

import dev.rdplab.testkit.ClosedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A plain client and a plain server with a relay between them. */
final class Ends implements AutoCloseable {

    private static final int LIMIT_MILLIS = 60_000;

    private static final Duration FOR_EVER = Duration.ofHours(1);

    private static final int BUFFER = 8 << 10;

    private final ServerSocket listening;
    private final Relay relay;
    private final BlockingQueue<RelayReport> reports = new LinkedBlockingQueue<>();
    private ClosedPort closed; // null: somebody listens

    Ends(RelayOptions.Faults faults) throws IOException {
        this(options -> options.faults(faults));
    }

    Ends(UnaryOperator<RelayOptions> more) throws IOException {
        listening = new ServerSocket();
        listening.setSoTimeout(LIMIT_MILLIS);
        listening.setReceiveBufferSize(BUFFER); // small, so that who reads slowly fills up both legs
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        relay = Relay.start(more.apply(RelayOptions.of(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()))
                        .halfClosed(FOR_EVER))
                .finished(reports::add));
    }

    Ends() throws IOException {
        this(UnaryOperator.identity());
    }

    Relay relay() {
        return relay;
    }

    /** Nobody listens any more, nor will another process. */
    void stopListening() throws IOException {
        listening.close();
        closed = ClosedPort.of(listening.getLocalPort());
    }

    Socket client() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(BUFFER);
        socket.connect(relay.address());
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    /** The server's end of the connection that the relay makes next. */
    Socket server() throws IOException {
        var socket = listening.accept();
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    RelayReport report() throws InterruptedException {
        var report = reports.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        if (report == null) {
            throw new AssertionError("no report");
        }
        return report;
    }

    static void reset(Socket socket) throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        relay.close();
        listening.close();
        if (closed != null) {
            closed.close();
        }
    }
}

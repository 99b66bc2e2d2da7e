package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Input.Unconnected;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;

/** Makes a client's connections. */
public final class Connector {

    /** IPPROTO_TCP 6, TCP_MAXSEG 2 of Linux: set before the SYN it is what the SYN tells. */
    private static final ChannelOption<Integer> MAX_SEGMENT = new IntegerUnixChannelOption("TCP_MAXSEG", 6, 2);

    private final EventLoops loops;

    public Connector(EventLoops loops) {
        this.loops = loops;
    }

    /**
     * Begins to connect and drives the connection as {@code setup} says. A failure to connect is told to the endpoint.
     *
     * @param address may be unresolved: then the name is looked up first
     * @param timeout for the TCP connection alone
     */
    public Connection connect(InetSocketAddress address, Duration timeout, ConnectionSetup setup) {
        return connect(address, timeout, setup, loops.client());
    }

    /** The same on this event loop, which is that of another connection of the same loops. */
    public Connection connect(InetSocketAddress address, Duration timeout, ConnectionSetup setup, EventLoop loop) {
        return connect(address, timeout, setup, loops.client().clone(loop));
    }

    private Connection connect(
            InetSocketAddress address, Duration timeout, ConnectionSetup setup, Bootstrap bootstrap) {
        var handler = new SocketHandler(setup, closed -> {});
        var connection = handler.connection();
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        if (loops.backend() == EventLoops.Backend.EPOLL) {
            setup.socket().maxSegment().ifPresent(bytes -> bootstrap.option(MAX_SEGMENT, bytes));
        }
        bootstrap
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(handler)
                .connect(address)
                .addListener(done -> {
                    if (!done.isSuccess()
                            && String.valueOf(done.cause().getMessage()).contains("reset")) {
                        connection.resetWhileConnecting();
                    } else if (!done.isSuccess()) {
                        var why = why(done.cause());
                        connection.connectFailed(why, detail(why, done.cause(), timeout));
                    }
                });
        return connection;
    }

    private static Unconnected why(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectTimeoutException || said.contains("timed out")) {
            return Unconnected.UNANSWERED;
        }
        // "No route to host" is what the kernel makes of ICMP unreachable, and of a neighbour that is not there.
        boolean refused = said.contains("refused") || cause instanceof NoRouteToHostException;
        return refused ? Unconnected.REFUSED : Unconnected.UNTRIED;
    }

    private static String detail(Unconnected why, Throwable cause, Duration timeout) {
        String said = String.valueOf(cause.getMessage());
        if (why == Unconnected.UNANSWERED) {
            return cause instanceof ConnectTimeoutException
                    ? "no answer within " + timeout.toMillis() + " ms"
                    : "no answer until the kernel gave up";
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host: " + said;
        }
        return why == Unconnected.REFUSED && said.contains("refused") ? "connection refused" : said;
    }
}

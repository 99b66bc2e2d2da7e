package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Input.Unconnected;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** Makes a client's connections. */
public final class Connector {

    /** IPPROTO_TCP 6, TCP_MAXSEG 2 of Linux: set before the SYN it is what the SYN tells. */
    static final ChannelOption<Integer> MAX_SEGMENT = new IntegerUnixChannelOption("TCP_MAXSEG", 6, 2);

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
                .option(ChannelOption.AUTO_CLOSE, false);
        var proxy = setup.socket().proxy();
        if (proxy.isPresent()) {
            throughProxy(proxy.get(), address, timeout, bootstrap, handler);
            return connection;
        }
        long began = System.nanoTime();
        bootstrap.handler(handler).connect(address).addListener(done -> {
            if (!done.isSuccess()) {
                failed(connection, done.cause(), timeout, Duration.ofNanos(System.nanoTime() - began));
            }
        });
        return connection;
    }

    /** The proxy's name is looked up here, the server's by the proxy. */
    private static void throughProxy(
            Proxy proxy, InetSocketAddress address, Duration timeout, Bootstrap bootstrap, SocketHandler handler) {
        var connection = handler.connection();
        var speaking = proxy.handler(new InetSocketAddress(
                proxy.address().getHostString(), proxy.address().getPort()));
        speaking.setConnectTimeoutMillis(Math.max(1, timeout.toMillis()));
        long began = System.nanoTime();
        Consumer<Throwable> failed = cause -> connection.connectFailed(
                Unconnected.UNTRIED, detail(proxy, cause, timeout, Duration.ofNanos(System.nanoTime() - began)));
        speaking.connectFuture().addListener(answered -> {
            if (!answered.isSuccess()) {
                failed.accept(answered.cause());
            }
        });
        bootstrap
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(new ProxiedSocket(speaking, handler))
                .connect(address)
                .addListener(tcp -> {
                    if (!tcp.isSuccess()) { // the proxy's handler hears nothing of that
                        failed.accept(tcp.cause());
                    }
                });
    }

    private static String detail(Proxy proxy, Throwable cause, Duration timeout, Duration after) {
        if (cause instanceof ProxyConnectException) {
            String said =
                    String.valueOf(cause.getMessage()); // {protocol}, {logon}, {proxy} => {server}, status: {answer}
            return "the proxy " + proxy + " did not connect: " + said.substring(said.lastIndexOf(", ") + 2);
        }
        return "no connection to the proxy " + proxy + ": "
                + ConnectFailure.of(cause, after).detail(cause, timeout);
    }

    private static void failed(LiveConnection connection, Throwable cause, Duration timeout, Duration after) {
        var failure = ConnectFailure.of(cause, after);
        if (failure == ConnectFailure.RESET) {
            connection.resetWhileConnecting();
        } else {
            connection.connectFailed(why(failure), failure.detail(cause, timeout));
        }
    }

    private static Unconnected why(ConnectFailure failure) {
        return switch (failure) {
            case REFUSED, UNREACHABLE -> Unconnected.REFUSED;
            case NO_ANSWER, KERNEL_GAVE_UP -> Unconnected.UNANSWERED;
            default -> Unconnected.UNTRIED;
        };
    }
}

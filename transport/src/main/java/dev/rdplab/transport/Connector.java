package dev.rdplab.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;

/** Makes a client's connections. */
public final class Connector {

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
        var handler = new EndpointHandler(setup);
        int millis = (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis()));
        loops.client()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        handler.on(channel);
                    }
                })
                .connect(address)
                .addListener(done -> {
                    if (!done.isSuccess()
                            && String.valueOf(done.cause().getMessage()).contains("reset")) {
                        handler.resetWhileConnecting();
                    } else if (!done.isSuccess()) {
                        handler.connectFailed(refused(done.cause()), reason(done.cause(), timeout));
                    }
                });
        return handler;
    }

    private static boolean refused(Throwable cause) {
        return cause instanceof ConnectException
                && !(cause instanceof ConnectTimeoutException)
                && String.valueOf(cause.getMessage()).contains("refused");
    }

    private static String reason(Throwable cause, Duration timeout) {
        if (cause instanceof ConnectTimeoutException) {
            return "no answer within " + timeout.toMillis() + " ms";
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host: " + cause.getMessage();
        }
        return refused(cause) ? "connection refused" : String.valueOf(cause.getMessage());
    }
}

package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.transport.ConnectFailure;
import dev.rdplab.transport.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A relay in front of a real server: accepts clients, connects to the server for each, and passes on what both send. FIN stays
 * FIN, RST stays RST, and a connection that is half closed on one leg is half closed on the other.
 */
public final class Relay implements AutoCloseable {

    private static final WriteBufferWaterMark BUFFERED = new WriteBufferWaterMark(64 << 10, 256 << 10);

    /**
     * What a relay has served.
     *
     * @param accepted clients so far
     * @param open of these, open now
     * @param refused clients reset because of a limit
     */
    public record Counts(int accepted, int open, long refused) {}

    private final RelayOptions options;
    private final EventLoops loops;
    private final Lookup lookup;
    private final LongSupplier clock;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();
    private Channel listening;
    private volatile boolean closing;

    private Relay(RelayOptions options, EventLoops loops) {
        this.options = options;
        this.loops = loops;
        this.lookup = new Lookup(options.target());
        this.clock = loops.clock();
    }

    /** Listens on loops shared by the whole program. @throws IOException when the address is not available */
    public static Relay start(RelayOptions options) throws IOException {
        return start(options, EventLoops.shared());
    }

    /** Listens; returns when the socket does. @throws IOException when the address is not available */
    public static Relay start(RelayOptions options, EventLoops loops) throws IOException {
        var relay = new Relay(options, loops);
        var bound = loops.server()
                .option(ChannelOption.SO_BACKLOG, options.limits().backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel client) {
                        relay.accepted(client);
                    }
                })
                .bind(options.listen());
        loops.await(bound);
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + options.listen() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        relay.listening = bound.channel();
        return relay;
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    public Counts counts() {
        return new Counts(accepted.get(), open.size(), refused.get());
    }

    /** Takes no more clients and resets those there are, on both legs. */
    @Override
    public void close() {
        closing = true;
        listening.close().awaitUninterruptibly();
        open.forEach(RelayedConnection::abort);
    }

    private void accepted(Channel client) {
        if (closing
                || open.size() >= options.limits().simultaneous()
                || accepted.get() >= options.limits().total()) {
            refused.incrementAndGet();
            client.config().setOption(ChannelOption.SO_LINGER, 0);
            client.close();
            return;
        }
        var legs = new EnumMap<Role, LegHandler>(Role.class);
        var interceptors = new EnumMap<Role, Interceptor>(Role.class);
        int number = accepted.incrementAndGet();
        if (client.remoteAddress() instanceof InetSocketAddress address) {
            options.accepted().client(number, address);
        }
        for (Role role : Role.values()) {
            legs.put(role, new LegHandler(role, options.halfClosed()));
            interceptors.put(role, options.faults().of(role, number));
        }
        var connection = new RelayedConnection(
                number, options, client.eventLoop(), clock, clock.getAsLong(), legs, new Sight(), interceptors);
        legs.values().forEach(leg -> leg.join(connection));
        open.add(connection);
        if (closing) { // since it was asked above: too late to be among those that are reset
            connection.abort();
        }
        var leg = legs.get(Role.CLIENT);
        leg.up(client);
        client.pipeline().addLast(leg);
        client.closeFuture().addListener(closed -> closed(connection));
        lookup.address(server -> {
            if (client.eventLoop().inEventLoop()) {
                connect(connection, client, legs.get(Role.SERVER), server);
            } else {
                client.eventLoop().execute(() -> connect(connection, client, legs.get(Role.SERVER), server));
            }
        });
    }

    private void closed(RelayedConnection connection) {
        if (connection.closed()) {
            open.remove(connection);
        }
    }

    private void connect(RelayedConnection connection, Channel client, LegHandler leg, InetSocketAddress server) {
        long began = System.nanoTime();
        loops.client()
                .clone(client.eventLoop())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        Math.max(1, options.connectTimeout().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
                .handler(leg)
                .connect(server)
                .addListener((io.netty.channel.ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        leg.up(done.channel());
                        done.channel().closeFuture().addListener(closed -> closed(connection));
                        connection.joined();
                    } else {
                        failed(connection, done.cause(), began);
                        done.channel().close();
                        closed(connection); // the client may have left before
                    }
                });
    }

    private void failed(RelayedConnection connection, Throwable cause, long began) {
        var failure = ConnectFailure.of(cause, Duration.ofNanos(System.nanoTime() - began));
        boolean silent = failure == ConnectFailure.NO_ANSWER || failure == ConnectFailure.KERNEL_GAVE_UP;
        boolean answered = failure == ConnectFailure.REFUSED || failure == ConnectFailure.RESET;
        connection.unconnected(
                silent ? EndingKind.TIMEOUT : EndingKind.REFUSED,
                answered ? Role.SERVER : Role.CLIENT,
                failure.detail(cause, options.connectTimeout()));
    }
}

package dev.rdplab.transport.memory;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A network of one process and its time. Nothing happens but while its thread waits in {@link #await}: then all that is ready
 * is done, and when nothing is, the clock moves on to the next moment for which something is planned. Two runs of the same
 * program have the same times, to the nanosecond. Belongs to the thread that made it.
 */
public final class MemoryNetwork implements AutoCloseable {

    /** From one end to the other: about what a loopback takes. It puts the events of both ends in an order. */
    public static final Duration ONE_WAY = Duration.ofNanos(25_000);

    /** The first ephemeral port of Linux. */
    private static final int FIRST_PORT = 32_768;

    private static final int LAST_PORT = 65_535;

    private final VirtualLoop loop = VirtualLoop.ofThisThread();
    private final Map<Integer, MemoryServerChannel> listening = new HashMap<>();
    private final Set<Channel> open = new LinkedHashSet<>();
    private int nextPort = FIRST_PORT;

    public Bootstrap client() {
        return new Bootstrap().group(loop).channelFactory(() -> new MemoryChannel(this));
    }

    public ServerBootstrap server() {
        return new ServerBootstrap().group(loop).channelFactory(() -> new MemoryServerChannel(this));
    }

    /** Nanoseconds since the network was made. */
    public long nanoTime() {
        return loop.now();
    }

    /** Does something at a later time, on the network's thread. */
    public Future<?> schedule(Duration delay, Runnable work) {
        return loop.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Lets time pass until something is so.
     *
     * @return false when it was not by {@code limit}, or when nothing is left that could make it so
     */
    public boolean await(BooleanSupplier reached, Duration limit) {
        return loop.await(reached, limit);
    }

    /** An address at which nothing listens. */
    public InetSocketAddress unused() {
        return loopback(freePort());
    }

    /** Closes all sockets. */
    @Override
    public void close() {
        List.copyOf(open).forEach(Channel::close);
        loop.runNow();
    }

    // ---- for the channels

    void opened(Channel channel) {
        open.add(channel);
    }

    void closed(Channel channel) {
        open.remove(channel);
        listening.values().remove(channel);
    }

    /** Does something when it has come to the other end; what is sent first comes first. */
    void arriving(Runnable arrival) {
        schedule(ONE_WAY, arrival);
    }

    InetSocketAddress listen(InetSocketAddress wanted, MemoryServerChannel channel) throws BindException {
        int port = wanted.getPort() == 0 ? freePort() : wanted.getPort();
        if (listening.putIfAbsent(port, channel) != null) {
            throw new BindException("Address already in use: " + wanted);
        }
        return new InetSocketAddress(wanted.getAddress(), port);
    }

    /** Null when nothing listens there. */
    MemoryServerChannel at(InetSocketAddress address) {
        return listening.get(address.getPort());
    }

    InetSocketAddress ephemeral() {
        return loopback(freePort());
    }

    private int freePort() {
        for (int tried = FIRST_PORT; tried <= LAST_PORT; tried++) {
            int port = nextPort;
            nextPort = nextPort == LAST_PORT ? FIRST_PORT : nextPort + 1;
            if (!listening.containsKey(port)) {
                return port;
            }
        }
        throw new IllegalStateException("every port is listened on");
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}

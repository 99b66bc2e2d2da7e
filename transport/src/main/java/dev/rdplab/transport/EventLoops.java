package dev.rdplab.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that carry connections, and the way they talk to the kernel. Daemon threads: they keep no program alive. */
public final class EventLoops implements AutoCloseable {

    /** How the kernel is asked about sockets. */
    public enum Backend {
        /** Linux' own interface, by native code. */
        EPOLL,
        /** The JDK's selector; works everywhere. */
        NIO;

        /** Whether it works on this machine. */
        public boolean available() {
            return this == NIO || Epoll.isAvailable();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private static final class Shared {
        static final EventLoops LOOPS = create(best(), 0, true);
    }

    private final Backend backend;
    private final EventLoopGroup group;
    private final boolean shared;

    private EventLoops(Backend backend, EventLoopGroup group, boolean shared) {
        this.backend = backend;
        this.group = group;
        this.shared = shared;
    }

    /** One group for the whole program, made when first asked for; {@link #close} leaves it alone. */
    public static EventLoops shared() {
        return Shared.LOOPS;
    }

    /** A group of its own on the fastest backend there is. @param threads 0 for as many as there are processors */
    public static EventLoops create(int threads) {
        return create(best(), threads, false);
    }

    /** A group of its own on this backend. */
    public static EventLoops create(Backend backend, int threads) {
        return create(backend, threads, false);
    }

    /** The same on threads of the caller's making; for a network namespace take {@link Backend#NIO} and threads that live in it. */
    public static EventLoops create(Backend backend, int threads, ThreadFactory factory) {
        return create(backend, threads, false, factory);
    }

    private static Backend best() {
        return Backend.EPOLL.available() ? Backend.EPOLL : Backend.NIO;
    }

    private static EventLoops create(Backend backend, int threads, boolean shared) {
        return create(backend, threads, shared, new DefaultThreadFactory("rdplab-" + backend, true));
    }

    private static EventLoops create(Backend backend, int threads, boolean shared, ThreadFactory makesThreads) {
        if (!backend.available()) {
            throw new IllegalArgumentException(backend + " does not work here");
        }
        IoHandlerFactory factory = backend == Backend.EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        return new EventLoops(backend, new MultiThreadIoEventLoopGroup(count, makesThreads, factory), shared);
    }

    /** Which backend was chosen. */
    public Backend backend() {
        return backend;
    }

    Bootstrap client() {
        return new Bootstrap()
                .group(group)
                .channel(backend == Backend.EPOLL ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    ServerBootstrap server() {
        return new ServerBootstrap()
                .group(group)
                .channel(backend == Backend.EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    }

    /** Closes all sockets and ends the threads, within five seconds. */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /** Closes all sockets and ends the threads. @return false when they had not ended within {@code limit} */
    public boolean close(Duration limit) {
        if (shared) {
            return true;
        }
        return group.shutdownGracefully(0, limit.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(limit.toMillis());
    }
}

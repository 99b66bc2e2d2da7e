package dev.rdplab.transport;

import dev.rdplab.transport.memory.MemoryNetwork;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * The threads that carry connections, the way they talk to the kernel, and the time that passes for them. Daemon threads: they
 * keep no program alive. With {@link #ofThisThread} there is no thread but the caller's; with {@link #virtual} there is no
 * kernel either, and time passes only for who waits.
 */
public final class EventLoops implements AutoCloseable {

    /** How the kernel is asked about sockets. */
    public enum Backend {
        /** Linux' own interface, by native code. */
        EPOLL,
        /** The JDK's selector; works everywhere. */
        NIO,
        /** Not at all: see {@link EventLoops#virtual}. */
        MEMORY;

        /** Whether it works on this machine. */
        public boolean available() {
            return this != EPOLL || Epoll.isAvailable();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final class Shared {
        static final EventLoops LOOPS = create(best(), 0, true);
    }

    private final Backend backend;
    private final EventLoopGroup group; // null in memory
    private final boolean shared;
    private final MemoryNetwork memory; // null on sockets
    private final LoopDriver turning; // null when threads of their own do it

    private EventLoops(
            Backend backend, EventLoopGroup group, boolean shared, MemoryNetwork memory, LoopDriver turning) {
        this.backend = backend;
        this.group = group;
        this.shared = shared;
        this.memory = memory;
        this.turning = turning;
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

    /**
     * Connections within this thread and a time that stands still while anything is left to do: a minute's deadline passes at
     * once, and two runs have the same times. Nothing happens but while this thread waits, by {@link #await} or a
     * {@link Progress}; no other thread may use it.
     */
    public static EventLoops virtual() {
        var memory = new MemoryNetwork();
        return new EventLoops(Backend.MEMORY, null, false, memory, memory::await);
    }

    /**
     * Sockets without any thread: for a program that makes a connection, waits for its end and is over. Nothing happens but
     * while this thread waits, by {@link #await} or a {@link Progress}; no other thread may.
     */
    public static EventLoops ofThisThread() {
        var backend = best();
        var loop = new CallersLoop(handlers(backend));
        return new EventLoops(backend, loop.group(), false, null, loop);
    }

    private static Backend best() {
        return Backend.EPOLL.available() ? Backend.EPOLL : Backend.NIO;
    }

    private static EventLoops create(Backend backend, int threads, boolean shared) {
        return create(backend, threads, shared, new DefaultThreadFactory("rdplab-" + backend, true));
    }

    private static EventLoops create(Backend backend, int threads, boolean shared, ThreadFactory makesThreads) {
        if (backend == Backend.MEMORY || !backend.available()) {
            throw new IllegalArgumentException(backend + " does not work here");
        }
        int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        var group = new MultiThreadIoEventLoopGroup(count, makesThreads, handlers(backend));
        return new EventLoops(backend, group, shared, null, null);
    }

    private static IoHandlerFactory handlers(Backend backend) {
        return backend == Backend.EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** Which backend was chosen. */
    public Backend backend() {
        return backend;
    }

    /** Whether time is virtual and the network in memory. */
    public boolean isVirtual() {
        return memory != null;
    }

    /** Whether they have no thread of their own. */
    boolean turnedByWaiting() {
        return turning != null;
    }

    /** The time of these loops, nanoseconds since a moment of no meaning. */
    public long nanoTime() {
        return isVirtual() ? memory.nanoTime() : System.nanoTime();
    }

    /** A clock in nanoseconds that begins at 0 now. */
    public LongSupplier clock() {
        long start = nanoTime();
        return () -> nanoTime() - start;
    }

    /** Does something at a later time, on a thread that may block. */
    public Future<?> later(Duration delay, Runnable work) {
        return isVirtual()
                ? memory.schedule(delay, work)
                : group.schedule(() -> CompletableFuture.runAsync(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Waits for what is bound to come.
     *
     * @throws java.util.concurrent.CompletionException when it failed
     * @throws IllegalStateException in virtual time, when nothing is left that could bring it
     */
    public <T> T await(CompletableFuture<T> coming) {
        if (turning != null) {
            coming.whenComplete((value, failure) -> turning.wake());
            turn(coming::isDone);
        }
        return coming.join();
    }

    /** Waits for a channel's future, whether it succeeds or fails. */
    public void await(ChannelFuture coming) {
        if (turning != null) {
            turn(coming::isDone);
        } else {
            coming.awaitUninterruptibly();
        }
    }

    private void turn(BooleanSupplier reached) {
        if (!turning.await(reached, FOREVER)) {
            throw new IllegalStateException("nothing is planned that could end this wait");
        }
    }

    /** For those who wait until something on these loops is so. */
    public Progress progress() {
        return new Progress(turning);
    }

    /** An address at which nothing listens, nor will by chance; in memory only. */
    public InetSocketAddress unused() {
        if (!isVirtual()) {
            throw new IllegalStateException("on sockets another process may take any port that is free");
        }
        return memory.unused();
    }

    /** For connections to be made. */
    public Bootstrap client() {
        return isVirtual()
                ? memory.client()
                : new Bootstrap()
                        .group(group)
                        .channel(backend == Backend.EPOLL ? EpollSocketChannel.class : NioSocketChannel.class);
    }

    /** For connections to be accepted. */
    public ServerBootstrap server() {
        return isVirtual()
                ? memory.server()
                : new ServerBootstrap()
                        .group(group)
                        .channel(
                                backend == Backend.EPOLL
                                        ? EpollServerSocketChannel.class
                                        : NioServerSocketChannel.class);
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
        if (isVirtual()) {
            memory.close();
            return true;
        }
        var ended = group.shutdownGracefully(0, limit.toMillis(), TimeUnit.MILLISECONDS);
        return turning != null ? turning.await(ended::isDone, limit) : ended.awaitUninterruptibly(limit.toMillis());
    }
}

package dev.rdplab.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's socket: accepts connections, numbers them from 1 and drives each as {@link OnAccept} says. */
public final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Says what an accepted connection is to be. */
    @FunctionalInterface
    public interface OnAccept {
        /** Called on the connection's event loop before any byte is read. @param number from 1 */
        ConnectionSetup accept(int number, InetSocketAddress peer);
    }

    /**
     * @param accepted connections served so far
     * @param open of these, open now
     * @param refused connections reset because of a limit
     */
    public record Counts(long accepted, int open, long refused) {}

    private final EventLoops loops;
    private final ConnectionLimits limits;
    private final OnAccept onAccept;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final Set<LiveConnection> connections = ConcurrentHashMap.newKeySet();
    private final Consumer<LiveConnection> gone = this::gone; // one for all
    private volatile boolean closed;
    private Channel channel;

    private Listener(EventLoops loops, ConnectionLimits limits, OnAccept onAccept) {
        this.loops = loops;
        this.limits = limits;
        this.onAccept = onAccept;
    }

    /**
     * Listens; returns when the socket does.
     *
     * @param address port 0 for any free one
     * @throws IOException when the address cannot be bound
     */
    public static Listener bind(EventLoops loops, InetSocketAddress address, ConnectionLimits limits, OnAccept onAccept)
            throws IOException {
        var listener = new Listener(loops, limits, onAccept);
        var bound = loops.server()
                .option(ChannelOption.SO_BACKLOG, limits.backlog())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, SingleReads.ALLOCATOR)
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel child) {
                        listener.accepted(child);
                    }
                })
                .bind(address);
        loops.await(bound);
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        listener.channel = bound.channel();
        LOG.debug("listening on {} with {}", listener.address(), loops.backend());
        return listener;
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Whether its socket is open: more connections would be taken. */
    public boolean isListening() {
        return channel.isOpen();
    }

    public Counts counts() {
        return new Counts(accepted.get(), open.get(), refused.get());
    }

    /**
     * Waits until every connection that the system has made so far is counted: a client may have come and gone before a loop was
     * free to look.
     *
     * @return false when the limit passed before
     */
    public boolean awaitCounted(Duration limit) throws InterruptedException {
        if (loops.turnedByWaiting()) {
            return true; // who waits on them looks by doing so
        }
        var accepting = channel.eventLoop();
        var all = new ArrayList<EventExecutor>();
        accepting.parent().forEach(all::add);
        var left = new CountDownLatch(all.size());
        // What a loop plans for later it does after its next look at its sockets; each loop then has its new
        // connections in its queue.
        Runnable looked = () -> all.forEach(loop -> loop.execute(left::countDown));
        try {
            accepting.execute(() -> accepting.schedule(looked, 1, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException ended) {
            return true; // and no more will be counted
        }
        return left.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The connections open now. */
    public Set<Connection> connections() {
        return Set.copyOf(connections);
    }

    /** Accepts no more connections; existing ones continue. */
    public void stopAccepting() {
        channel.close().awaitUninterruptibly();
    }

    /** Accepts no more connections and resets existing ones. */
    @Override
    public void close() {
        closed = true;
        stopAccepting();
        connections.forEach(LiveConnection::abort);
    }

    private void accepted(Channel child) {
        int number = admit();
        if (number == 0) {
            refused.incrementAndGet();
            refuse(child);
            return;
        }
        SocketHandler handler;
        try {
            handler = new SocketHandler(onAccept.accept(number, (InetSocketAddress) child.remoteAddress()), gone);
        } catch (RuntimeException wrong) {
            LOG.debug("connection {} could not be set up", number, wrong);
            open.decrementAndGet();
            refuse(child);
            return;
        }
        connections.add(handler.connection());
        if (closed) { // accepted before, and too late to be among those that were reset
            handler.connection().abort();
        }
        child.pipeline().addLast(handler);
    }

    private void gone(LiveConnection connection) {
        connections.remove(connection);
        open.decrementAndGet();
    }

    /** @return the connection's number, 0 when a limit forbids it */
    private int admit() {
        if (open.incrementAndGet() <= limits.simultaneous()) {
            int before = accepted.getAndUpdate(n -> n < limits.total() ? n + 1 : n);
            if (before < limits.total()) {
                return before + 1;
            }
        }
        open.decrementAndGet();
        return 0;
    }

    private static void refuse(Channel child) {
        child.config().setOption(ChannelOption.SO_LINGER, 0);
        child.close();
    }
}

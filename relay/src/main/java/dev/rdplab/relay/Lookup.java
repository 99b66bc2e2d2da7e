package dev.rdplab.relay;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Looks up the server's name, beside the event loops: a name server that does not answer holds up no other connection. */
final class Lookup {

    private static final int THREADS = 8;
    private static final int WAITING = 1_024; // lookups beyond those under way
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final InetSocketAddress target;
    private final UnaryOperator<InetSocketAddress> resolver;
    private final Duration limit;
    private final Executor threads;

    Lookup(InetSocketAddress wanted) {
        this(wanted, name -> new InetSocketAddress(name.getHostString(), name.getPort()), LIMIT, WAITING);
    }

    /** @param limit for one lookup with its wait @param waiting lookups beyond those under way; more are not made */
    Lookup(InetSocketAddress wanted, UnaryOperator<InetSocketAddress> resolver, Duration limit, int waiting) {
        var literal = NetUtil.createInetAddressFromIpAddressString(wanted.getHostString());
        this.target = literal == null ? wanted : new InetSocketAddress(literal, wanted.getPort());
        this.resolver = resolver;
        this.limit = limit;
        this.threads = target.isUnresolved() ? threads(waiting) : Runnable::run;
    }

    private static Executor threads(int waiting) {
        var queue = new LinkedBlockingQueue<Runnable>(waiting);
        var pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, queue, task -> {
            var thread = new Thread(task, "relay-lookup");
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Gives the address, on any thread: at once where there is nothing to look up; unresolved where the name is unknown, or the
     * answer does not come within 20 s.
     */
    void address(Consumer<InetSocketAddress> found) {
        if (!target.isUnresolved()) {
            found.accept(target);
            return;
        }
        try {
            CompletableFuture.supplyAsync(() -> resolver.apply(target), threads)
                    .completeOnTimeout(target, limit.toNanos(), TimeUnit.NANOSECONDS)
                    .thenAccept(found);
        } catch (RejectedExecutionException full) {
            found.accept(target);
        }
    }
}

package dev.rdplab.relay;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks up the server's name, beside the event loops: a name server that does not answer holds up no other connection. */
final class Lookup {

    private static final int THREADS = 8;

    private final InetSocketAddress target;
    private final Executor threads;

    Lookup(InetSocketAddress wanted) {
        var literal = NetUtil.createInetAddressFromIpAddressString(wanted.getHostString());
        target = literal == null ? wanted : new InetSocketAddress(literal, wanted.getPort());
        threads = target.isUnresolved() ? threads() : Runnable::run;
    }

    private static Executor threads() {
        var pool = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "relay-lookup");
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Gives the address, on any thread: at once where there is nothing to look up; unresolved where the name is unknown. */
    void address(Consumer<InetSocketAddress> found) {
        threads.execute(() -> found.accept(
                target.isUnresolved() ? new InetSocketAddress(target.getHostString(), target.getPort()) : target));
    }
}

package dev.rdplab.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A loop that runs in the thread that waits. A short program has none to start for it, and none to end: a thread inside
 * {@code epoll_wait} makes the JVM wait 300 ms for it when it exits.
 */
final class CallersLoop implements LoopDriver {

    /** A century: what a clock of nanoseconds can count. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ManualIoEventLoop loop;

    CallersLoop(IoHandlerFactory handlers) {
        this.loop = new ManualIoEventLoop(Thread.currentThread(), handlers);
    }

    EventLoopGroup group() {
        return loop;
    }

    @Override
    public boolean await(BooleanSupplier reached, Duration limit) {
        long start = System.nanoTime();
        long whole = limit.compareTo(LONGEST) < 0 ? limit.toNanos() : LONGEST.toNanos();
        while (!reached.getAsBoolean()) {
            long left = whole - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            loop.run(left);
        }
        return true;
    }

    @Override
    public void wake() {
        loop.wakeup();
    }
}

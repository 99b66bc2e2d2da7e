package dev.rdplab.transport.memory;

import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An event loop whose clock moves only when nothing is ready, and then to the next moment for which something is planned. */
final class VirtualLoop extends ManualIoEventLoop {

    /** {@link #nextScheduledTaskDeadlineNanos} when nothing is planned. */
    private static final long NOTHING = -1;

    private final MockTicker clock;

    private VirtualLoop(Thread owner, MockTicker clock) {
        super(null, owner, LocalIoHandler.newFactory(), clock);
        this.clock = clock;
    }

    static VirtualLoop ofThisThread() {
        return new VirtualLoop(Thread.currentThread(), Ticker.newMockTicker());
    }

    long now() {
        return clock.nanoTime();
    }

    /** @return false when it was not so by the limit, or when nothing is planned that could make it so */
    boolean await(BooleanSupplier reached, Duration limit) {
        if (!inEventLoop()) {
            throw new IllegalStateException("virtual time passes only on the thread that made it");
        }
        long start = now();
        while (!reached.getAsBoolean()) {
            if (runNow() > 0) {
                continue;
            }
            long next = nextScheduledTaskDeadlineNanos();
            if (next == NOTHING) {
                return false;
            }
            if (Duration.ofNanos(next - start).compareTo(limit) > 0) {
                clock.advance(limit.toNanos() - (now() - start), TimeUnit.NANOSECONDS);
                return reached.getAsBoolean();
            }
            clock.advance(Math.max(0, next - now()), TimeUnit.NANOSECONDS);
        }
        return true;
    }
}

package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The one wait that may hold a connection. Belongs to its event loop. */
final class Waits {

    private final EventExecutor loop;
    private final Runnable resumed;
    private boolean held;
    private boolean forever;
    private Future<?> timer;

    Waits(EventExecutor loop, Runnable resumed) {
        this.loop = loop;
        this.resumed = resumed;
    }

    boolean held() {
        return held;
    }

    /** Held without an end. */
    boolean silent() {
        return held && forever;
    }

    void hold(Duration howLong) {
        if (howLong.isZero() || howLong.isNegative()) {
            return;
        }
        held = true;
        forever = howLong.compareTo(Effect.Wait.FOREVER) >= 0;
        if (!forever) {
            timer = loop.schedule(this::over, howLong.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the wait without a call of what was to follow. */
    void cut() {
        held = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void over() {
        cut();
        resumed.run();
    }
}

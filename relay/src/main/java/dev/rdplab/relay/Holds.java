package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The waits of faults: each holds one passage until its time is over. Belongs to one event loop. */
final class Holds {

    private final EventExecutor loop;
    private final Runnable over;
    private final Map<Role, Future<?>> timers = new EnumMap<>(Role.class);

    /** @param over is run after a passage was released by its timer */
    Holds(EventExecutor loop, Runnable over) {
        this.loop = loop;
        this.over = over;
    }

    /** Holds a passage for this time, or without an end. A time of 0 or below holds nothing. */
    void hold(Passage passage, Duration howLong) {
        if (howLong.isZero() || howLong.isNegative()) {
            return;
        }
        passage.hold();
        if (!Passage.endless(howLong)) {
            timers.put(passage.sender(), loop.schedule(() -> expire(passage), howLong.toNanos(), TimeUnit.NANOSECONDS));
        }
    }

    private void expire(Passage passage) {
        passage.release();
        over.run();
    }

    /** Ends the wait of a passage, if it has one. */
    void release(Passage passage) {
        passage.release();
        var timer = timers.remove(passage.sender());
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Cancels all timers. */
    void cancel() {
        timers.values().forEach(timer -> timer.cancel(false));
    }
}

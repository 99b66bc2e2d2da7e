package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.transport.life.Event;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The timers of one connection, on its event loop. */
final class Timers {

    private final Consumer<Event> due;
    private Stage timed;
    private Future<?> stage;
    private Future<?> other; // a wait or the drain: there is never more than one of them

    Timers(Consumer<Event> due) {
        this.due = due;
    }

    /** After every step of the endpoint: the deadline is set anew with every stage, and gone when the connection has ended. */
    void watch(EventExecutor loop, Endpoint endpoint) {
        if (endpoint.ending().isEmpty() && timed == endpoint.stage()) {
            return;
        }
        stage = cancelled(stage);
        timed = endpoint.stage();
        endpoint.deadline().ifPresent(limit -> stage = start(loop, Event.Timer.STAGE, limit.toNanos()));
    }

    /** Starts a wait or the drain. */
    void arm(EventExecutor loop, Event.Timer timer, long nanos) {
        other = cancelled(other);
        other = start(loop, timer, nanos);
    }

    /** Ends a wait. */
    void disarm() {
        other = cancelled(other);
    }

    void cancelAll() {
        stage = cancelled(stage);
        other = cancelled(other);
    }

    private Future<?> start(EventExecutor loop, Event.Timer timer, long nanos) {
        return loop.schedule(() -> due.accept(new Event.Due(timer)), nanos, TimeUnit.NANOSECONDS);
    }

    private static Future<?> cancelled(Future<?> running) {
        if (running != null) {
            running.cancel(false);
        }
        return null;
    }
}

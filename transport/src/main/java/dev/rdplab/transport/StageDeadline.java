package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Endpoint;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The deadline of the stage that an endpoint is in; set anew with every stage, and gone when the connection has ended. */
final class StageDeadline {

    private final Endpoint endpoint;
    private final Runnable reached;
    private Stage timed;
    private Future<?> running;

    StageDeadline(Endpoint endpoint, Runnable reached) {
        this.endpoint = endpoint;
        this.reached = reached;
    }

    /** After every step of the endpoint. */
    void watch(EventExecutor loop) {
        boolean over = endpoint.ending().isPresent();
        if (!over && timed == endpoint.stage()) {
            return;
        }
        cancel();
        timed = endpoint.stage();
        endpoint.deadline().ifPresent(limit -> running = loop.schedule(reached, limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    void cancel() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }
}

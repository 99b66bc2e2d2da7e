package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Endpoint;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The deadline of the stage that an endpoint is in; set anew with every stage, and gone when the connection has ended. */
final class StageDeadline implements Runnable {

    private final EndpointHandler driver;
    private Stage timed;
    private Future<?> running;

    StageDeadline(EndpointHandler driver) {
        this.driver = driver;
    }

    /** After every step of the endpoint. */
    void watch(EventExecutor loop) {
        Endpoint endpoint = driver.endpoint();
        boolean over = endpoint.ending().isPresent();
        if (!over && timed == endpoint.stage()) {
            return;
        }
        cancel();
        timed = endpoint.stage();
        endpoint.deadline().ifPresent(limit -> running = loop.schedule(this, limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void run() {
        driver.deadlineReached();
    }

    void cancel() {
        if (running != null) {
            running.cancel(false);
            running = null;
        }
    }
}

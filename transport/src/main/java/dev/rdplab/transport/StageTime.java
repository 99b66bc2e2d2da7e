package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;

/**
 * One stage of a connection as one end saw it.
 *
 * @param startNanos since the run began
 * @param endNanos since the run began; the next stage's start, or the connection's end
 * @param traffic raw bytes in it
 */
public record StageTime(Stage stage, long startNanos, long endNanos, Traffic traffic) {

    public long durationNanos() {
        return endNanos - startNanos;
    }
}

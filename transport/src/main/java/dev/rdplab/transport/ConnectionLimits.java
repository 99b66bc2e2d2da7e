package dev.rdplab.transport;

/**
 * Bounds of a listener. A connection beyond them is reset at once and counted.
 *
 * @param simultaneous connections open at a time
 * @param total connections served in all
 * @param backlog connections that may wait to be accepted
 */
public record ConnectionLimits(int simultaneous, int total, int backlog) {

    public static final ConnectionLimits DEFAULT = new ConnectionLimits(20_000, Integer.MAX_VALUE, 4_096);

    public ConnectionLimits {
        if (simultaneous < 1 || total < 1 || backlog < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
    }
}

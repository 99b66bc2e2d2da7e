package dev.rdplab.transport;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of a socket, and what is kept of its bytes.
 *
 * @param maxSegment bytes of payload that the peer is asked to put into a TCP segment at most; empty for what the kernel
 *     finds. Only {@link EventLoops.Backend#EPOLL} can ask
 * @param proxy that a client connects through; empty for none
 * @param recorded raw bytes of a connection that are kept, both ways together; 0 keeps none and costs nothing
 */
public record SocketSettings(OptionalInt maxSegment, Optional<Proxy> proxy, int recorded) {

    public static final SocketSettings DEFAULT = new SocketSettings(OptionalInt.empty(), Optional.empty(), 0);

    /** A handshake takes 5 to 20 thousand bytes; more is a fault that floods. */
    public static final int RECORDED = 1 << 18;

    /** What TCP carries everywhere, RFC 9293 section 3.7.1. */
    public static final int SMALLEST_SEGMENT = 536;

    public SocketSettings {
        if (recorded < 0) {
            throw new IllegalArgumentException("recorded " + recorded);
        }
    }

    public SocketSettings maxSegment(int bytes) {
        return new SocketSettings(OptionalInt.of(bytes), proxy, recorded);
    }

    public SocketSettings proxy(Proxy through) {
        return new SocketSettings(maxSegment, Optional.of(through), recorded);
    }

    /** Keeps up to {@link #RECORDED} bytes. */
    public SocketSettings recording() {
        return new SocketSettings(maxSegment, proxy, RECORDED);
    }
}

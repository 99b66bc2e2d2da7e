package dev.rdplab.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of the loopback address on which nothing listens: a connection to it is refused. It is held until it is closed. The number
 * of a port that was only tried out and released may be another process's, or the connecting socket's own, a moment later.
 */
public final class ClosedPort implements AutoCloseable {

    private final Socket bound = new Socket();

    private ClosedPort(int number) throws IOException {
        bound.setReuseAddress(true); // the connections of a server that was there may still be known
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
    }

    /** Any free one. */
    public static ClosedPort any() throws IOException {
        return new ClosedPort(0);
    }

    /** Of a server that has just been closed. */
    public static ClosedPort of(int number) throws IOException {
        return new ClosedPort(number);
    }

    public int number() {
        return bound.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}

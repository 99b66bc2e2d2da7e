package dev.rdplab.lab.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** A reserved port on which nothing listens: a SYN to it is answered with RST. */
final class ReservedPort implements AutoCloseable {

    /** Opens a socket that listens. */
    interface Opening<T> {
        T open() throws IOException;
    }

    private final SocketChannel bound; // null in memory
    private final InetSocketAddress address;

    private ReservedPort(SocketChannel bound, InetSocketAddress address) {
        this.bound = bound;
        this.address = address;
    }

    static ReservedPort closed() throws IOException {
        return closed(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** @param address port 0 for any free one */
    static ReservedPort closed(InetSocketAddress address) throws IOException {
        var bound = SocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                .bind(address);
        return new ReservedPort(bound, (InetSocketAddress) bound.getLocalAddress());
    }

    /** One of a network that gives each port only once. */
    static ReservedPort unused(InetSocketAddress address) {
        return new ReservedPort(null, address);
    }

    InetSocketAddress address() {
        return address;
    }

    /**
     * Lets a listener take the port over. It opens beside the reservation where the system allows that, so that no other
     * socket gets the port in between; else behind it.
     */
    <T> T handOver(Opening<T> listener) throws IOException {
        try (this) {
            return listener.open();
        } catch (IOException taken) {
            return listener.open();
        }
    }

    @Override
    public void close() throws IOException {
        if (bound != null) {
            bound.close();
        }
    }
}

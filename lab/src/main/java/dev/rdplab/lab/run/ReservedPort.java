package dev.rdplab.lab.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** A port that is taken and on which nobody listens: a SYN to it is answered with RST. */
final class ReservedPort implements AutoCloseable {

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
        var bound = SocketChannel.open().bind(address);
        return new ReservedPort(bound, (InetSocketAddress) bound.getLocalAddress());
    }

    /** One of a network that gives each port only once. */
    static ReservedPort unused(InetSocketAddress address) {
        return new ReservedPort(null, address);
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        if (bound != null) {
            bound.close();
        }
    }
}

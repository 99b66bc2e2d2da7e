package dev.rdplab.lab.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** A port that is taken and on which nobody listens: a SYN to it is answered with RST. */
final class ReservedPort implements AutoCloseable {

    private final SocketChannel bound;
    private final InetSocketAddress address;

    private ReservedPort(SocketChannel bound) throws IOException {
        this.bound = bound;
        this.address = (InetSocketAddress) bound.getLocalAddress();
    }

    static ReservedPort closed() throws IOException {
        return closed(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** @param address port 0 for any free one */
    static ReservedPort closed(InetSocketAddress address) throws IOException {
        return new ReservedPort(SocketChannel.open().bind(address));
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}

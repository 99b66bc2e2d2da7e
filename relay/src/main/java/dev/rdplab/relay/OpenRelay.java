package dev.rdplab.relay;

import dev.rdplab.transport.Connector;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A relay that ends TLS and CredSSP on both legs. From the client's Connect Initial on every PDU passes decoded, named, subject
 * to faults by field, and unchanged where no fault acts.
 */
public final class OpenRelay implements AutoCloseable {

    private final Listener listener;

    private OpenRelay(Listener listener) {
        this.listener = listener;
    }

    /** Listens on loops shared by the whole program. @throws IOException when the address is not available */
    public static OpenRelay start(RelayOptions options, OpenMode mode) throws IOException {
        return start(options, mode, EventLoops.shared());
    }

    /** Listens; returns when the socket does. @throws IOException when the address is not available */
    public static OpenRelay start(RelayOptions options, OpenMode mode, EventLoops loops) throws IOException {
        var connector = new Connector(loops);
        var clock = loops.clock();
        return new OpenRelay(Listener.bind(loops, options.listen(), options.limits(), (number, peer) -> {
            options.accepted().client(number, peer);
            return new OpenConnection(number, options, mode, connector, clock).fromClient();
        }));
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Takes no more clients and resets those there are. */
    @Override
    public void close() {
        listener.close();
    }
}

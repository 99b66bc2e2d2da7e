package dev.rdplab.experiments.run;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.packetlinks.Placement;
import dev.rdplab.transport.EventLoops;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A path of packets to a real server. A connection that is made on {@link #loops} begins at end A of a packet link; for each, end B
 * makes one TCP connection to the server. At most 64 at the same time: further ones are reset.
 */
public final class PathToServer implements AutoCloseable {

    private final SweptNetwork network;
    private final Splice splice;

    private PathToServer(SweptNetwork network, Splice splice) {
        this.network = network;
        this.splice = splice;
    }

    /**
     * Opens it, impaired from the beginning.
     *
     * @param settings see {@link SweptPath#checked}
     * @param server resolved
     * @throws LinkUnavailableException when this machine cannot make it
     */
    public static PathToServer open(Map<String, String> settings, InetSocketAddress server, long seed) {
        var network = SweptNetwork.open(settings, seed);
        try {
            var splice = Splice.open(network.server(), network.serverAddress(), server);
            network.impair();
            return new PathToServer(network, splice);
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** Where to connect, from end A. */
    public InetSocketAddress address() {
        return splice.address();
    }

    /** Their connections begin at end A. A socket that listens is where the thread is that opens it. */
    public EventLoops loops() {
        return network.clientLoops();
    }

    /** End A, for what else is to be done there. */
    public Placement near() {
        return network.client();
    }

    /** Why the path no longer works; empty while it does. */
    public Optional<String> failure() {
        return network.failure();
    }

    /** For results. */
    public LinkUsed used() {
        var used = network.used();
        var all = new HashMap<>(used.settings());
        all.put("server", "real, by a TCP connection of its own from end B: its kernel is not on this path");
        return new LinkUsed(used.backend(), used.layer(), all);
    }

    @Override
    public void close() {
        splice.close();
        network.close();
    }
}

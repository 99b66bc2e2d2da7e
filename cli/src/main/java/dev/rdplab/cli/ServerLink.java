package dev.rdplab.cli;

import dev.rdplab.chaos.link.DirectLink;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.LinkBackend;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.experiments.run.PathToServer;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.lab.relay.Unreached;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.Reach;
import dev.rdplab.packetlinks.PacketLab;
import dev.rdplab.packetlinks.Placement;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.EventLoops;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What lies between a relay and its server: nothing, a link of streams, or a path of packets.
 *
 * @param server the real one
 */
record ServerLink(InetSocketAddress server, Optional<OpenLink> stream, Optional<PathToServer> packets)
        implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Opens it.
     *
     * @param backend of {@code --link}
     * @param path settings of {@code --path}; none for no packets
     * @param wanted by the scenario
     */
    static ServerLink open(
            Optional<LinkBackend> backend, Map<String, String> path, Link wanted, InetSocketAddress server, long seed) {
        if (!path.isEmpty()) {
            if (backend.isPresent() || !wanted.needsNoProxy()) {
                throw new UsageException("--path: there is a link already, by --link or by the scenario");
            }
            return new ServerLink(server, Optional.empty(), Optional.of(packets(path, server, seed)));
        }
        boolean direct = backend.map(DirectLink.class::isInstance).orElse(wanted.needsNoProxy());
        if (direct && wanted.needsNoProxy()) {
            return new ServerLink(server, Optional.empty(), Optional.empty());
        }
        var opened = backend.orElseGet(InProcessLink::embedded).open(wanted, resolved(server), seed);
        return new ServerLink(server, Optional.of(opened), Optional.empty());
    }

    private static PathToServer packets(Map<String, String> path, InetSocketAddress server, long seed) {
        Map<String, String> settings;
        try {
            settings = SweptPath.checked(path);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--path: " + e.getMessage());
        }
        PacketLab.missing().ifPresent(line -> {
            throw new CannotRunException(line);
        });
        return PathToServer.open(settings, resolved(server), seed);
    }

    private static InetSocketAddress resolved(InetSocketAddress server) {
        return new InetSocketAddress(server.getHostString(), server.getPort());
    }

    /** Where the relay connects. */
    InetSocketAddress address() {
        return stream.map(OpenLink::address)
                .or(() -> packets.map(PathToServer::address))
                .orElse(server);
    }

    /** What the relay runs on. */
    EventLoops loops() {
        return packets.map(PathToServer::loops).orElseGet(EventLoops::shared);
    }

    /** Where the relay's leg to the server begins. */
    Placement near() {
        return packets.map(PathToServer::near).orElse(Placement.HOST);
    }

    private boolean direct() {
        return stream.isEmpty() && packets.isEmpty();
    }

    /** @throws LinkUnavailableException when there is something before the server, and the server itself cannot be reached */
    void requireServer() {
        if (!direct()) {
            Reach.check(resolved(server), Reach.text(server), LIMIT);
        }
    }

    /** The report, with the server's absence where what is before it hid that. */
    RelayReport corrected(RelayReport report) {
        return direct() ? report : Unreached.corrected(report, resolved(server));
    }

    LinkUsed used() {
        return stream.map(open -> new LinkUsed(open.backend(), open.layer(), open.settings()))
                .or(() -> packets.map(PathToServer::used))
                .orElse(LinkUsed.NETWORK);
    }

    @Override
    public void close() {
        stream.ifPresent(OpenLink::close);
        packets.ifPresent(PathToServer::close);
    }
}

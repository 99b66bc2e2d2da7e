package dev.rdplab.lab.run;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.packet.Impairment;
import dev.rdplab.chaos.packet.NetNamespace;
import dev.rdplab.chaos.packet.PacketPath;
import dev.rdplab.chaos.packet.Placement;
import dev.rdplab.chaos.packet.TunLink;
import dev.rdplab.chaos.tunnel.OpenTunnel;
import dev.rdplab.lab.sweep.SweptPath;
import dev.rdplab.transport.EventLoops;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** Where the two peers of a cell are: at the ends of a packet link of their own, or both on the loopback. */
interface SweptNetwork extends AutoCloseable {

    Placement client();

    Placement server();

    /** Where the server is to listen. */
    InetAddress serverAddress();

    EventLoops clientLoops();

    EventLoops serverLoops();

    /** From now on the path is as the cell says. Until then it is perfect, so that all can be warm. */
    void impair();

    /** Segments that both kernels have sent again so far; -1 where nobody counts. */
    long retransmissions();

    /** Why the network no longer works; empty while it does. */
    Optional<String> failure();

    @Override
    void close();

    /** @throws LinkUnavailableException when this machine cannot make it */
    static SweptNetwork open(Map<String, String> settings, long seed) {
        return SweptPath.concerns(settings) ? Packets.open(SweptPath.of(settings, seed)) : Loopback.HOST;
    }

    /** A link, and the tunnel inside it. */
    record Packets(PacketPath path, TunLink link, OpenTunnel tunnel, EventLoops clientLoops, EventLoops serverLoops)
            implements SweptNetwork {

        static Packets open(SweptPath wanted) {
            var path = wanted.path();
            var link = TunLink.open(new PacketPath(
                    Impairment.NONE,
                    Impairment.NONE,
                    path.stateLoss(),
                    path.seed(),
                    path.kernelA(),
                    path.kernelB(),
                    path.deviceMtu(),
                    path.trace()));
            try {
                var tunnel = wanted.tunnel().open(link, wanted.knobs());
                return new Packets(path, link, tunnel, loops(link.a(), "client"), loops(link.b(), "server"));
            } catch (RuntimeException e) {
                link.close();
                throw e;
            }
        }

        private static EventLoops loops(NetNamespace end, String name) {
            return EventLoops.create(EventLoops.Backend.NIO, 1, end.threadFactory(name));
        }

        @Override
        public Placement client() {
            return Placement.inside(link.a());
        }

        @Override
        public Placement server() {
            return Placement.inside(link.b());
        }

        @Override
        public InetAddress serverAddress() {
            return tunnel.addressB();
        }

        @Override
        public void impair() {
            link.change(Direction.UP, path.up());
            link.change(Direction.DOWN, path.down());
        }

        @Override
        public long retransmissions() {
            return link.a().tcpCounters().getOrDefault("RetransSegs", 0L)
                    + link.b().tcpCounters().getOrDefault("RetransSegs", 0L);
        }

        @Override
        public Optional<String> failure() {
            return tunnel.failure();
        }

        @Override
        public void close() {
            clientLoops.close();
            serverLoops.close();
            tunnel.close();
            link.close();
        }
    }

    /** No link. */
    enum Loopback implements SweptNetwork {
        HOST;

        @Override
        public Placement client() {
            return Placement.HOST;
        }

        @Override
        public Placement server() {
            return Placement.HOST;
        }

        @Override
        public InetAddress serverAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public EventLoops clientLoops() {
            return EventLoops.shared();
        }

        @Override
        public EventLoops serverLoops() {
            return EventLoops.shared();
        }

        @Override
        public void impair() {
            // there is no path to impair
        }

        @Override
        public long retransmissions() {
            return -1;
        }

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}

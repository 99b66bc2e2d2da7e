package dev.rdplab.experiments.run;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.NetemLink;
import dev.rdplab.packetlinks.PacketLink;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.packetlinks.Placement;
import dev.rdplab.packetlinks.StateLoss;
import dev.rdplab.packetlinks.TunLink;
import dev.rdplab.packetlinks.tunnel.OpenTunnel;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.transport.EventLoops;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Where two peers are: at the ends of a packet link of their own, or both on the loopback. */
public interface SweptNetwork extends AutoCloseable {

    default Placement client() {
        return Placement.HOST;
    }

    default Placement server() {
        return Placement.HOST;
    }

    /** Where the server is to listen. */
    default InetAddress serverAddress() {
        return InetAddress.getLoopbackAddress();
    }

    /** Where the client is to connect to reach the server that listens there. */
    default InetSocketAddress front(InetSocketAddress server) {
        return server;
    }

    /** What is done to the messages of a connection; nothing where packets are what is bad. */
    default Interceptor interceptor(Role role, int connection) {
        return Interceptor.NONE;
    }

    /** A trial begins. @return to be closed when it has ended */
    default Scheduled trial() {
        return () -> {};
    }

    /** What this is, for the results. */
    LinkUsed used();

    /** Something that happens during a trial unless it ends before. */
    interface Scheduled extends AutoCloseable {
        @Override
        void close();
    }

    default EventLoops clientLoops() {
        return EventLoops.shared();
    }

    default EventLoops serverLoops() {
        return EventLoops.shared();
    }

    /** From now on the path is as the cell says. Until then it is perfect, so that all can be warm. */
    void impair();

    /** Segments that both kernels have sent again so far; -1 where they are not counted. */
    default long retransmissions() {
        return -1;
    }

    /** Why the network no longer works; empty while it does. */
    default Optional<String> failure() {
        return Optional.empty();
    }

    @Override
    void close();

    /** @throws LinkUnavailableException when this machine cannot make it */
    static SweptNetwork open(Map<String, String> settings, long seed) {
        return open(settings, seed, List.of());
    }

    /**
     * @param own tunnels of the user, of which the settings may name one
     * @throws LinkUnavailableException when this machine cannot make it
     * @throws dev.rdplab.packetlinks.tunnel.TunnelFailedException when the user's tunnel does not come up
     */
    static SweptNetwork open(Map<String, String> settings, long seed, List<OwnTunnel> own) {
        if (!SweptPath.concerns(settings)) {
            return Loopback.HOST;
        }
        var wanted = SweptPath.of(settings, seed, own);
        return switch (wanted.link()) {
            case SweptPath.MODELLED, SweptPath.EMBEDDED -> ModelledNetwork.of(wanted, EventLoops.shared());
            case SweptPath.VIRTUAL -> ModelledNetwork.of(wanted, EventLoops.virtual());
            default -> Packets.open(wanted);
        };
    }

    /** A link, and the tunnel inside it. */
    record Packets(
            PacketPath path,
            Optional<StateLoss> forgets,
            PacketLink link,
            OpenTunnel tunnel,
            EventLoops clientLoops,
            EventLoops serverLoops)
            implements SweptNetwork {

        private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "forgetting-boxes");
            thread.setDaemon(true);
            return thread;
        });

        static Packets open(SweptPath wanted) {
            var path = wanted.path();
            var perfect = path.change(Direction.UP, Impairment.NONE).change(Direction.DOWN, Impairment.NONE);
            if (wanted.link().equals(SweptPath.NETEM)) {
                NetemLink.check(path);
            }
            PacketLink link = wanted.link().equals(SweptPath.NETEM) ? NetemLink.open(perfect) : TunLink.open(perfect);
            try {
                var tunnel = wanted.tunnel().open(link, wanted.knobs());
                return new Packets(
                        path, wanted.forgets(), link, tunnel, loops(link.a(), "client"), loops(link.b(), "server"));
            } catch (RuntimeException e) {
                link.close();
                throw e;
            }
        }

        @Override
        public Scheduled trial() {
            if (forgets.isEmpty()) {
                return () -> {};
            }
            var forget = CLOCK.schedule(
                    () -> link.forgetFlows(forgets.get().resets()),
                    forgets.get().after().toNanos(),
                    TimeUnit.NANOSECONDS);
            return () -> forget.cancel(false);
        }

        @Override
        public LinkUsed used() {
            var settings = new HashMap<>(link.settings());
            settings.put("tunnel", tunnel.settings());
            forgets.ifPresent(loss -> settings.put("stateLoss", loss.toString()));
            return new LinkUsed(link.backend(), link.layer(), settings);
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
        public LinkUsed used() {
            return LinkUsed.DIRECT;
        }

        @Override
        public void impair() {
            // there is no path to impair
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}

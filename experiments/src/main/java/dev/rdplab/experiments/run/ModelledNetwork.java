package dev.rdplab.experiments.run;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.LossModel;
import dev.rdplab.chaos.link.ModelledLoss;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.VirtualProxy;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.KernelProfile;
import dev.rdplab.packetlinks.Loss;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.packetlinks.tunnel.TunnelKnobs;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.transport.EventLoops;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * A stream link that delays, on the loopback, and the delays that losses would cost, computed: the same cell as on a packet link
 * as far as it has loss and round-trip time, and no more than that.
 */
final class ModelledNetwork implements SweptNetwork {

    /** Data of a full segment on Ethernet, with timestamps. */
    private static final int MSS = 1448;

    private static final int BITS_OF_A_KILOBYTE = 8 * 1_000;

    private final LossModel model;
    private final long seed;
    private final EventLoops loops;
    private final Optional<Impairment> toxics; // instead of a model
    private OpenLink link;
    private volatile boolean impaired;

    private ModelledNetwork(LossModel model, long seed, EventLoops loops, Optional<Impairment> toxics) {
        this.toxics = toxics;
        this.model = model;
        this.seed = seed;
        this.loops = loops;
    }

    /**
     * @param loops of both peers; virtual ones are closed with the network
     * @throws IllegalArgumentException for what cannot be modelled
     */
    static ModelledNetwork of(SweptPath wanted, EventLoops loops) {
        check(wanted);
        var path = wanted.path();
        var up = path.up();
        var roundTrip = up.delay().multipliedBy(2);
        return new ModelledNetwork(
                new LossModel(up.loss().mean(), roundTrip, MSS, LossModel.Timers.LINUX_LINEAR),
                path.seed(),
                loops,
                wanted.link().equals(SweptPath.EMBEDDED) ? Optional.of(up) : Optional.empty());
    }

    /** @throws IllegalArgumentException for what cannot be modelled */
    static void check(SweptPath wanted) {
        var path = wanted.path();
        var up = path.up();
        boolean stream = wanted.link().equals(SweptPath.EMBEDDED);
        var allowed = stream
                ? Impairment.NONE.delay(up.delay()).jitter(up.jitter()).rate(up.rate())
                : Impairment.NONE.loss(up.loss()).delay(up.delay());
        boolean plain = wanted.tunnel().name().equals("none")
                && wanted.knobs().equals(TunnelKnobs.DEFAULTS)
                && wanted.forgets().isEmpty()
                && path.kernelA().equals(KernelProfile.LINUX)
                && path.kernelB().equals(KernelProfile.LINUX)
                && up.loss() instanceof Loss.Independent
                && up.equals(allowed)
                && path.equals(PacketPath.both(up, path.seed()));
        if (!plain) {
            throw new IllegalArgumentException("a " + wanted.link() + " link supports only "
                    + (stream ? "rtt, jitter and bandwidth" : "loss and rtt") + "; use --link tun");
        }
    }

    @Override
    public EventLoops clientLoops() {
        return loops;
    }

    @Override
    public EventLoops serverLoops() {
        return loops;
    }

    @Override
    public InetSocketAddress front(InetSocketAddress server) {
        var each = model.roundTrip().dividedBy(2).toMillis();
        var proxy = loops.isVirtual() ? VirtualProxy.on(loops) : InProcessLink.embedded();
        long jitter = toxics.map(path -> path.jitter().toMillis()).orElse(0L);
        long rate = toxics.map(path -> path.rate().bitsPerSecond()).orElse(0L);
        var all = new ArrayList<Toxic>();
        for (var way : Direction.values()) {
            all.add(Toxic.of(ToxicKind.LATENCY, way, "latency", each, "jitter", jitter));
            if (rate > 0) {
                all.add(Toxic.of(ToxicKind.BANDWIDTH, way, "rate", Math.max(1, rate / BITS_OF_A_KILOBYTE)));
            }
        }
        link = proxy.open(Link.of(all.toArray(Toxic[]::new)), server, seed);
        return link.address();
    }

    @Override
    public Interceptor interceptor(Role role, int connection) {
        if (!impaired) {
            return Interceptor.NONE;
        }
        return ModelledLoss.around(
                role == Role.CLIENT ? connecting() : Interceptor.NONE, model, role, connection, seed);
    }

    /** A proxy answers a SYN at once; on a path that takes a round trip. */
    private Interceptor connecting() {
        return new Interceptor() {
            @Override
            public List<Effect> entered(Role end, int connection, Stage stage) {
                return stage == Stage.CONNECT ? List.of(new Effect.Wait(model.roundTrip())) : List.of();
            }
        };
    }

    @Override
    public void impair() {
        impaired = true;
    }

    /** What the model takes for granted; its loss and round trip are settings of the grid. */
    private static String timers(LossModel model) {
        var timers = model.timers();
        return "segments of " + model.mss() + " bytes, retransmission timer "
                + timers.leastRto().toMillis() + " ms to " + timers.mostRto().toSeconds() + " s, given up after "
                + timers.tries() + " retransmissions";
    }

    @Override
    public LinkUsed used() {
        if (toxics.isPresent()) {
            return new LinkUsed(link.backend(), "stream", link.settings());
        }
        var settings = new HashMap<>(link.settings());
        settings.put("model", timers(model));
        var used = new LinkUsed(link.backend(), ModelledLoss.LABEL, settings);
        return loops.isVirtual() ? used.inVirtualTime() : used;
    }

    @Override
    public void close() {
        if (link != null) {
            link.close();
        }
        if (loops.isVirtual()) {
            loops.close();
        }
    }
}

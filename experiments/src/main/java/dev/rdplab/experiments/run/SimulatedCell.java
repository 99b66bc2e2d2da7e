package dev.rdplab.experiments.run;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Offer;
import dev.rdplab.experiments.flights.Limits;
import dev.rdplab.experiments.flights.RecordedAttempt;
import dev.rdplab.experiments.flights.RecordedFlights;
import dev.rdplab.experiments.flights.Retries;
import dev.rdplab.experiments.flights.SimulatedHandshake;
import dev.rdplab.experiments.flights.TcpKernel;
import dev.rdplab.experiments.sweep.CellRunner;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.experiments.sweep.SweptPeers;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.tunnel.TunnelKnobs;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A cell whose handshakes are computed: recorded flights, a simulated path, and the deadlines that the simulators would have. */
final class SimulatedCell implements CellRunner.Running {

    private final SimulatedHandshake handshake;
    private final LinkUsed link;

    private SimulatedCell(SimulatedHandshake handshake, LinkUsed link) {
        this.handshake = handshake;
        this.link = link;
    }

    /** @throws IllegalArgumentException for what cannot be simulated */
    static SimulatedCell of(SweptPeers peers, SweptPath wanted, RecordedFlights flights) {
        var path = wanted.path();
        check(wanted);
        var simulators = new SweptSimulators(peers, SweptNetwork.Loopback.HOST, path.seed());
        var client = simulators.client(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var limits = new Limits(
                client.connectTimeout(),
                client.deadlines(),
                peers.whole(),
                client.maxAttempts(),
                simulators.server().deadlines());
        var retries = retries(client, flights.handshakes().get(0));
        var handshake = new SimulatedHandshake(flights, path, limits, retries);
        var settings = Map.<String, Object>of(
                "up", path.up().toString(),
                "down", path.down().toString(),
                "kernelA", TcpKernel.of(path.kernelA()).toString(),
                "kernelB", TcpKernel.of(path.kernelB()).toString(),
                "flights", flights.summary());
        return new SimulatedCell(handshake, new LinkUsed(SweptPath.FLIGHTS, SweptPath.SIMULATED, settings));
    }

    /** @throws IllegalArgumentException for what cannot be simulated */
    static void check(SweptPath wanted) {
        var path = wanted.path();
        boolean possible = wanted.tunnel().name().equals("none")
                && wanted.knobs().equals(TunnelKnobs.DEFAULTS)
                && wanted.forgets().isEmpty()
                && possible(path.up())
                && possible(path.down())
                && List.of(path.kernelA(), path.kernelB()).stream()
                        .map(kernel -> kernel.settings())
                        .allMatch(s -> s.get("net.ipv4.tcp_mtu_probing").equals("0")
                                && !s.get("net.ipv4.tcp_congestion_control").equals("bbr"));
        if (!possible) {
            throw new IllegalArgumentException(
                    "a flights link supports only loss, burst, loss-way, rtt, jitter, corrupt, bandwidth"
                            + " with its queue, clamp, kernel, server-kernel, syn-retries, syn-linear-timeouts and"
                            + " congestion-control cubic or reno; use --link tun");
        }
    }

    private static boolean possible(Impairment way) {
        return way.equals(Impairment.NONE
                .loss(way.loss())
                .delay(way.delay())
                .jitter(way.jitter())
                .corrupt(way.corrupt())
                .rate(way.rate())
                .mssClamp(way.mssClamp()));
    }

    /** The client's own ladder, which knows offers and not recordings. They are the same in every recorded handshake. */
    private static Retries retries(ClientOptions client, List<RecordedAttempt> recorded) {
        var offered = new ArrayList<Offer>();
        offered.add(client.profile().first(client.security()));
        for (RecordedAttempt attempt : recorded) {
            var outcome = new Outcome(attempt.ending(), Role.SERVER, attempt.code(), "");
            client.profile()
                    .next(client.security(), List.copyOf(offered), new Ending(outcome, attempt.stage(), "", ""))
                    .ifPresent(offered::add);
        }
        return (before, last) -> client.profile()
                .next(client.security(), before.stream().map(offered::get).toList(), last)
                .map(offer -> OptionalInt.of(offered.indexOf(offer)))
                .orElse(OptionalInt.empty());
    }

    @Override
    public Trial run(int number) {
        return handshake.run(number);
    }

    @Override
    public LinkUsed link() {
        return link;
    }

    @Override
    public void close() {
        // nothing was opened
    }
}

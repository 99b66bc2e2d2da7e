package dev.rdplab.experiments.run;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.CellRunner;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.IdleSettings;
import dev.rdplab.experiments.sweep.Setting;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.experiments.sweep.SweptPeers;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.packetlinks.PacketLab;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.packetlinks.tunnel.Tunnels;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.transport.StageTime;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/**
 * Tries the cells of a sweep with the lab's own server and client: at the two ends of a packet link where a cell says anything of
 * the path, else on the loopback. Link, tunnel and server serve all trials of a cell, and one handshake over the perfect path
 * goes before them and is not counted. Where the link is {@link SweptPath#VIRTUAL} nobody waits.
 */
public final class SimulatorCells implements CellRunner {

    private final List<OwnTunnel> own;

    public SimulatorCells() {
        this(List.of());
    }

    /** @param own tunnels of the user, as in {@link Grid#tunnels} */
    public SimulatorCells(List<OwnTunnel> own) {
        this.own = List.copyOf(own);
    }

    /** One line that says what this machine lacks for a grid, and how to get it; empty when nothing. */
    public static Optional<String> missing(Grid grid) {
        var packets = grid.cells().stream()
                .map(Cell::settings)
                .filter(SweptPath::concerns)
                .filter(settings -> !SweptPath.isComputed(settings))
                .toList();
        if (packets.isEmpty()) {
            return Optional.empty();
        }
        boolean tunnelsAlone = packets.stream()
                .noneMatch(settings -> lacking(grid, tunnel(settings)).isEmpty());
        return PacketLab.missing()
                .or(() -> tunnelsAlone
                        ? packets.stream()
                                .map(SimulatorCells::tunnel)
                                .map(tunnel -> lacking(grid, tunnel))
                                .flatMap(Optional::stream)
                                .findFirst()
                        : Optional.empty());
    }

    /** Tunnels of a grid whose program is not installed, each with one line that says how to get it. */
    public static Map<String, String> missingTunnels(Grid grid) {
        var missing = new TreeMap<String, String>();
        grid.cells().stream()
                .map(Cell::settings)
                .filter(settings -> !SweptPath.isComputed(settings))
                .map(SimulatorCells::tunnel)
                .distinct()
                .forEach(name -> lacking(grid, name).ifPresent(line -> missing.put(name, line)));
        return missing;
    }

    private static String tunnel(Map<String, String> settings) {
        return settings.getOrDefault(Setting.TUNNEL.word(), "none");
    }

    private static Optional<String> lacking(Grid grid, String tunnel) {
        return Tunnels.named(tunnel, grid.tunnels()).missing();
    }

    /**
     * One line that says why a grid cannot be run as it is written: a cell whose link cannot do what the cell asks of it, or a
     * setting without effect; empty when it can.
     */
    public static Optional<String> refused(Grid grid) {
        for (Cell cell : grid.cells()) {
            try {
                check(cell.settings(), grid.tunnels());
            } catch (IllegalArgumentException e) {
                return Optional.of(cell.id() + ": " + e.getMessage());
            }
        }
        return IdleSettings.of(grid);
    }

    private static void check(Map<String, String> settings, List<OwnTunnel> own) {
        switch (settings.getOrDefault(Setting.LINK.word(), SweptPath.TUN)) {
            case SweptPath.MODELLED, SweptPath.VIRTUAL, SweptPath.EMBEDDED ->
                ModelledNetwork.check(SweptPath.of(settings, 0, own));
            default -> {}
        }
    }

    @Override
    public Running open(Map<String, String> settings, long seed) {
        var peers = SweptPeers.of(settings);
        return open(peers, SweptNetwork.open(settings, seed, own), seed);
    }

    /** @param network is closed with the cell */
    static Warm open(SweptPeers peers, SweptNetwork network, long seed) {
        try {
            var at = new InetSocketAddress(network.serverAddress(), 0);
            var simulators = SweptSimulators.of(peers, network, seed);
            var options = simulators.server().listen(at).loops(network.serverLoops());
            var server = network.server().call(() -> RdpServer.start(options));
            return new Warm(simulators, server, network.front(server.address())).begin();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** A cell whose server listens. */
    record Warm(SweptSimulators simulators, RdpServer server, InetSocketAddress target) implements Running {

        private SweptNetwork network() {
            return simulators.network();
        }

        Warm begin() {
            try {
                handshake(-1);
            } catch (InterruptedException e) {
                // The flag ends the sweep before its first trial.
                Thread.currentThread().interrupt();
            }
            network().impair();
            return this;
        }

        @Override
        public Trial run(int number) throws InterruptedException {
            long before = network().retransmissions();
            ClientReport report;
            var during = network().trial();
            try (during) {
                report = handshake(number);
            }
            network().failure().ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            var ending = report.ending();
            return new Trial(
                    ending.kind() == EndingKind.COMPLETED,
                    ending.stage(),
                    ending.kind().word(),
                    millis(report),
                    before < 0 ? -1 : network().retransmissions() - before);
        }

        @Override
        public LinkUsed link() {
            return network().used();
        }

        ClientReport handshake(int number) throws InterruptedException {
            var options = simulators.client(target, number);
            var whole = simulators.peers().whole();
            var loops = network().clientLoops();
            var result = network().client().call(() -> RdpClient.start(options, simulators.tls(), whole));
            try {
                return loops.isVirtual() ? loops.await(result) : result.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        /** Of all attempts, without the session itself. */
        static Map<Stage, Double> millis(ClientReport report) {
            var millis = new EnumMap<Stage, Double>(Stage.class);
            for (var attempt : report.attempts()) {
                for (StageTime time : attempt.stages()) {
                    if (time.stage() != Stage.ACTIVE) {
                        millis.merge(time.stage(), time.durationNanos() / 1e6, Double::sum);
                    }
                }
            }
            return millis;
        }

        @Override
        public void close() {
            server.close();
            network().close();
        }
    }
}

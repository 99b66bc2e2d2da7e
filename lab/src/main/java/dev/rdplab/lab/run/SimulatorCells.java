package dev.rdplab.lab.run;

import dev.rdplab.chaos.packet.PacketLab;
import dev.rdplab.chaos.tunnel.Tunnel;
import dev.rdplab.chaos.tunnel.Tunnels;
import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.lab.sweep.Cell;
import dev.rdplab.lab.sweep.CellRunner;
import dev.rdplab.lab.sweep.Grid;
import dev.rdplab.lab.sweep.Setting;
import dev.rdplab.lab.sweep.SweptPath;
import dev.rdplab.lab.sweep.SweptPeers;
import dev.rdplab.lab.sweep.Trial;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.StageTime;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Tries the cells of a sweep with the lab's own server and client: at the two ends of a packet link where a cell says anything of
 * the path, else on the loopback. Link, tunnel and server serve all trials of a cell, and one handshake over the perfect path
 * goes before them and is not counted.
 */
public final class SimulatorCells implements CellRunner {

    /** One line that says what this machine lacks for a grid, and how to get it; empty when nothing. */
    public static Optional<String> missing(Grid grid) {
        var packets = grid.cells().stream()
                .map(Cell::settings)
                .filter(SweptPath::concerns)
                .toList();
        if (packets.isEmpty()) {
            return Optional.empty();
        }
        return PacketLab.missing().or(() -> packets.stream()
                .map(s -> s.getOrDefault(Setting.TUNNEL.word(), "none"))
                .distinct()
                .map(Tunnels::named)
                .map(Tunnel::missing)
                .flatMap(Optional::stream)
                .findFirst());
    }

    @Override
    public Running open(Map<String, String> settings, long seed) {
        var peers = SweptPeers.of(settings);
        var network = SweptNetwork.open(settings, seed);
        try {
            var at = new InetSocketAddress(network.serverAddress(), 0);
            var options = server(peers, seed, network).listen(at).loops(network.serverLoops());
            var server = network.server().call(() -> RdpServer.start(options));
            return new Warm(network, server, network.front(server.address()), peers, seed).begin();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static ServerOptions server(SweptPeers peers, long seed, SweptNetwork network) {
        var account = ServerSpec.LAB_ACCOUNT;
        boolean tlsAlone = peers.credSsp().equals(Optional.of(SweptPeers.CredSsp.NONE));
        var policy = ServerPolicy.of(tlsAlone ? SecurityLayer.TLS : SecurityLayer.NLA)
                .withAccounts(
                        List.of(new Account(account.domain(), account.user(), account.password(), account.state())));
        var tls = TlsServerSettings.of(Certificates.of(peers.certificate()));
        tls = peers.tls().map(tls::versions).orElse(tls);
        var behaviour = Behaviour.of(policy, TlsContext.of(tls));
        return ServerOptions.of(behaviour)
                .behaviour((number, peer) -> behaviour.with(network.interceptor(Role.SERVER, number)))
                .environment(number -> Servers.environment(seed, "server " + number))
                .deadlines(Deadlines.each(SweptPeers.LONGEST));
    }

    /** A cell whose server listens. */
    private record Warm(SweptNetwork network, RdpServer server, InetSocketAddress target, SweptPeers peers, long seed)
            implements Running {

        Warm begin() {
            try {
                handshake(-1);
            } catch (InterruptedException e) {
                // The flag ends the sweep before its first trial.
                Thread.currentThread().interrupt();
            }
            network.impair();
            return this;
        }

        @Override
        public Trial run(int number) throws InterruptedException {
            long before = network.retransmissions();
            ClientReport report;
            var during = network.trial();
            try (during) {
                report = handshake(number);
            }
            network.failure().ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            var ending = report.ending();
            return new Trial(
                    ending.kind() == EndingKind.COMPLETED,
                    ending.stage(),
                    ending.kind().word(),
                    millis(report),
                    before < 0 ? -1 : network.retransmissions() - before);
        }

        @Override
        public LinkUsed link() {
            return network.used();
        }

        private ClientReport handshake(int number) throws InterruptedException {
            var options = client(number);
            var result = network.client().call(() -> RdpClient.start(options, peers.whole()));
            try {
                return result.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        private ClientOptions client(int number) {
            var account = ServerSpec.LAB_ACCOUNT;
            var tls = TlsClientSettings.any().serverName(Certificates.HOST);
            var options = ClientOptions.of(target)
                    .host(Certificates.HOST)
                    .profile(peers.profile())
                    .credentials(new Credentials(account.domain(), account.user(), account.password()))
                    .tls(peers.tls().map(tls::versions).orElse(tls))
                    .connectTimeout(peers.connect())
                    .deadlines(Deadlines.each(peers.stage()))
                    .environment(attempt -> Servers.environment(seed, "client " + number + " attempt " + attempt))
                    .faults(attempt ->
                            network.interceptor(Role.CLIENT, 1 + number * ClientOptions.MAX_ATTEMPTS + attempt))
                    .loops(network.clientLoops());
            return peers.credSsp()
                    .filter(mechanism -> mechanism != SweptPeers.CredSsp.NONE)
                    .map(mechanism -> new NtlmAuthentication(
                            mechanism == SweptPeers.CredSsp.SPNEGO, "TERMSRV/" + Certificates.HOST))
                    .map(options::authentication)
                    .orElse(options);
        }

        /** Of all attempts, without the session itself. */
        private static Map<Stage, Double> millis(ClientReport report) {
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
            network.close();
        }
    }
}

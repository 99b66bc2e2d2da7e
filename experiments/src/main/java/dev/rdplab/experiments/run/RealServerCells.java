package dev.rdplab.experiments.run;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.LogonRefusedException;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.experiments.sweep.CellRunner;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.Setting;
import dev.rdplab.experiments.sweep.SweepStoppedException;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.experiments.sweep.SweptPeers;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.run.Reach;
import dev.rdplab.packetlinks.Placement;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.transport.Proxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Tries the cells of a sweep against a server of the user's own: the lab's client at end A, the path between, and from end B one TCP
 * connection for each to the server. One account at most; after one refused logon nothing is tried any more.
 */
public final class RealServerCells implements CellRunner {

    private final InetSocketAddress server;
    private final ClientOptions client;
    private final List<OwnTunnel> own;
    private boolean reached;

    /**
     * @param server resolved; the proxy's address, where the client goes through one
     * @param client how each client is, with its guard
     */
    public RealServerCells(InetSocketAddress server, ClientOptions client) {
        this(server, client, List.of());
    }

    /** @param own tunnels of the user, as in {@link Grid#tunnels} */
    public RealServerCells(InetSocketAddress server, ClientOptions client, List<OwnTunnel> own) {
        this.own = List.copyOf(own);
        this.server = server;
        this.client = client;
    }

    /** The words of a grid that only a server of the lab can follow; {@link Grid#without} leaves them out. */
    public static List<String> idle(Grid grid, boolean account) {
        var words =
                new ArrayList<>(List.of(Setting.CERTIFICATE.word(), Setting.SERVER_KERNEL.word(), Setting.STAY.word()));
        if (!account) {
            words.add(Setting.CREDSSP.word());
        }
        words.removeIf(word -> !grid.fixed().containsKey(word) && !grid.axes().containsKey(word));
        return words;
    }

    /** One line that says what cannot be tried with the user's own server; empty when all can. */
    public static Optional<String> refused(Grid grid) {
        return grid.cells().stream()
                .filter(cell -> SweptPath.VIRTUAL.equals(cell.settings().get(Setting.LINK.word())))
                .findFirst()
                .map(cell -> "a real server cannot be in virtual time; use --link modelled, embedded, tun or netem");
    }

    /** @throws LinkUnavailableException when the server cannot be reached beside every link: no path is to blame for that */
    @Override
    public Running open(Map<String, String> settings, long seed) {
        reachOnce();
        var network = SweptNetwork.open(settings, seed, own);
        try {
            if (network.server() == Placement.HOST) {
                return new Warm(network, Optional.empty(), network.front(server), settings, seed).begin();
            }
            var splice = Splice.open(network.server(), network.serverAddress(), server);
            return new Warm(network, Optional.of(splice), splice.address(), settings, seed).begin();
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** A link may take a connection before it knows that nobody is behind it, so the server itself is tried first. */
    private synchronized void reachOnce() {
        if (!reached) {
            reach();
            reached = true;
        }
    }

    private void reach() {
        var proxy = client.socket().proxy().isPresent();
        Reach.check(server, (proxy ? "the proxy " : "") + Reach.text(server), client.connectTimeout());
    }

    private final class Warm implements Running {

        private final SweptNetwork network;
        private final Optional<Splice> splice;
        private final InetSocketAddress front;
        private final Map<String, String> settings;
        private final SweptPeers peers;

        Warm(
                SweptNetwork network,
                Optional<Splice> splice,
                InetSocketAddress front,
                Map<String, String> settings,
                long seed) {
            this.network = network;
            this.splice = splice;
            this.front = front;
            this.settings = settings;
            peers = SweptPeers.of(settings);
        }

        Warm begin() {
            try {
                handshake(-1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // ends the sweep before its first trial
            } catch (RuntimeException e) {
                splice.ifPresent(Splice::close);
                throw e;
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
                throw new LinkUnavailableException(why);
            });
            var ending = report.ending();
            if (ending.stage() == Stage.X224 && ending.kind().isClose()) {
                reach(); // a link closes like this for a server that has gone in the meantime
            }
            return new Trial(
                    ending.kind() == EndingKind.COMPLETED,
                    ending.stage(),
                    ending.kind().word(),
                    SimulatorCells.Warm.millis(report),
                    before < 0 ? -1 : network.retransmissions() - before);
        }

        private ClientReport handshake(int number) throws InterruptedException {
            client.guard().refusal(client.credentials()).ifPresent(why -> {
                throw stopped(why);
            });
            var options = options(number);
            try {
                return network.client()
                        .call(() -> RdpClient.start(options, peers.whole()))
                        .get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LogonRefusedException refused) {
                    throw stopped(refused.getMessage());
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        private static SweepStoppedException stopped(String why) {
            return new SweepStoppedException(
                    why + "; the account is not presented again, because each refused logon may"
                            + " count towards locking it");
        }

        private ClientOptions options(int number) {
            var proxy = client.socket().proxy();
            var options = proxy.isPresent()
                    ? client.socket(client.socket().proxy(new Proxy(proxy.get().kind(), front)))
                    : client.target(front);
            options = options.faults(attempt ->
                            network.interceptor(Role.CLIENT, 1 + number * ClientOptions.MAX_ATTEMPTS + attempt))
                    .clock(network.clientLoops().clock())
                    .loops(network.clientLoops());
            if (has(Setting.TLS)) {
                options = options.tls(client.tls().versions(peers.tls().orElseThrow()));
            }
            if (has(Setting.PROFILE)) {
                options = options.profile(peers.profile());
            }
            if (has(Setting.CONNECT_DEADLINE) || has(Setting.STAGE_DEADLINE) || has(Setting.DEADLINE)) {
                options = options.connectTimeout(peers.connect()).deadlines(Deadlines.each(peers.stage()));
            }
            return peers.credSsp().isPresent() ? mechanism(options) : options;
        }

        private ClientOptions mechanism(ClientOptions options) {
            return switch (peers.credSsp().orElseThrow()) {
                case NONE -> options.security(Security.TLS);
                case NTLM -> options.authentication(new NtlmAuthentication(false, "TERMSRV/" + client.host()));
                case SPNEGO -> options.authentication(new NtlmAuthentication(true, "TERMSRV/" + client.host()));
            };
        }

        private boolean has(Setting setting) {
            return settings.containsKey(setting.word());
        }

        @Override
        public LinkUsed link() {
            var used = network.used();
            if (used.equals(LinkUsed.DIRECT)) {
                return LinkUsed.NETWORK;
            }
            var all = new HashMap<>(used.settings());
            all.put(
                    "server",
                    splice.isPresent()
                            ? "real, by a TCP connection of its own from end B: its kernel is not on this path"
                            : "real, beyond the link");
            return new LinkUsed(used.backend(), used.layer(), all);
        }

        @Override
        public void close() {
            splice.ifPresent(Splice::close);
            network.close();
        }
    }
}

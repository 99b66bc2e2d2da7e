package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.run.SimulatorCells;
import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.TunLink;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.packetlinks.tunnel.TunnelKnobs;
import dev.rdplab.testkit.needs.Need;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** strongSwan and OpenConnect by the files of {@code examples/tunnels}: what they put on the path, and whom a small MTU hangs. */
@Needs(
        value = {"nft"},
        also = {PacketPath.class, ExampleTunnelsTest.Programs.class})
@Tag("netlab")
class ExampleTunnelsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int BYTES = 200_000;
    private static final int FULL_PACKETS = BYTES / 1_500;
    private static final int WAIT_MILLIS = 20_000;

    /** What is counted where the server's end receives it. */
    private static final Map<String, String> PORTS =
            Map.of("esp", "udp dport 4500", "dtls", "udp dport 443", "tls", "tcp dport 443", "other", "");

    private static final Pattern COUNTED = Pattern.compile("counter packets (\\d+) .*comment \"(\\w+)\"");

    @TempDir
    Path directory;

    @Test
    void eachCarriesTcpInItsOwnProtocolAlone() throws Exception {
        var carriers = new LinkedHashMap<String, String>();
        for (OwnTunnel tunnel : grid().tunnels()) {
            try (var link = TunLink.open(dev.rdplab.packetlinks.PacketPath.both(Impairment.NONE, 1))) {
                count(link.b());
                try (var open = tunnel.open(link, TunnelKnobs.DEFAULTS)) {
                    send(link.a(), open.addressA(), link.b(), open.addressB());

                    assertThat(open.failure()).isEmpty();
                    var full = counted(link.b()).entrySet().stream()
                            .filter(one -> one.getValue() >= FULL_PACKETS)
                            .map(Map.Entry::getKey)
                            .toList();
                    carriers.put(tunnel.name(), full.toString());
                }
            }
        }
        assertThat(carriers)
                .containsExactly(
                        Map.entry("strongswan", "[esp]"),
                        Map.entry("openconnect-dtls", "[dtls]"),
                        Map.entry("openconnect-tls", "[tls]"));
    }

    @Test
    void aSmallPathMtuHangsEachTunnelAndATunnelMtuThatFitsCuresThoseOverUdp() throws Exception {
        var experiment = Experiment.run(grid(), directory);

        for (CellFindings cell : experiment.findings().cells()) {
            var settings = cell.cell().settings();
            boolean roomy = settings.get("mtu").equals("1500");
            boolean fits = settings.get("tunnel-mtu").equals("1200");
            if (roomy || fits && !settings.get("tunnel").equals("openconnect-tls")) {
                assertThat(cell.success().count()).as("%s", cell).isOne();
            } else if (!fits) {
                assertThat(cell.died().toString()).as("%s", cell).isEqualTo("{tls={timeout=1}}");
            } // TCP inside TCP: which records share a packet of the outer connection is up to its kernel
        }
    }

    /** One trial in each cell; its commands name the files from the root of the repository. */
    private static Grid grid() throws IOException {
        var text = Files.readString(ROOT.resolve("examples/tunnels/vpns.yaml"));
        var grid = Grid.read("vpns.yaml", text.replace("sh examples/", "sh " + ROOT + "/examples/"));
        return grid.trials(1).seeds(List.of(1L));
    }

    private static void count(NetNamespace server) {
        var rules = new StringBuilder(
                "add table inet seen\n" + "add chain inet seen in { type filter hook input priority 0; }\n");
        Stream.of("esp", "dtls", "tls", "other")
                .forEach(name -> rules.append("add rule inet seen in iifname != { \"ipsec0\", \"vpns0\", \"lo\" } ")
                        .append(PORTS.get(name))
                        .append(" counter accept comment \"")
                        .append(name)
                        .append("\"\n"));
        Command.run(rules.toString(), server.command(List.of("nft", "-f", "-")));
    }

    private static Map<String, Long> counted(NetNamespace server) {
        var counts = new LinkedHashMap<String, Long>();
        COUNTED.matcher(server.run("nft", "list", "table", "inet", "seen"))
                .results()
                .forEach(found -> counts.put(found.group(2), Long.parseLong(found.group(1))));
        assertThat(counts).hasSameSizeAs(PORTS);
        return counts;
    }

    private static void send(NetNamespace from, InetAddress source, NetNamespace to, InetAddress target)
            throws IOException {
        try (var listener = to.call(() -> new ServerSocket(0, 1, target));
                var client = from.call(() -> {
                    var socket = new Socket();
                    socket.bind(new InetSocketAddress(source, 0));
                    return socket;
                })) {
            listener.setSoTimeout(WAIT_MILLIS);
            client.connect(new InetSocketAddress(target, listener.getLocalPort()), WAIT_MILLIS);
            var sender = new Thread(() -> write(client), "sender");
            sender.setDaemon(true);
            sender.start();
            try (var server = listener.accept()) {
                server.setSoTimeout(WAIT_MILLIS);
                assertThat(server.getInputStream().readNBytes(BYTES)).hasSize(BYTES);
            }
        }
    }

    private static void write(Socket client) {
        try {
            client.getOutputStream().write(new byte[BYTES]);
        } catch (IOException e) {
            // what does not arrive is missed by the reader
        }
    }

    /** The programs that the example says it needs. */
    public static final class Programs implements Need {

        @Override
        public Optional<String> missing() {
            try {
                return SimulatorCells.missingTunnels(grid()).values().stream().findFirst();
            } catch (IOException e) {
                return Optional.of(e.toString());
            }
        }
    }
}

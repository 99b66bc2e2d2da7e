package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.path.PathProbe;
import dev.rdplab.diagnosis.path.PathReport;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.run.Servers;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.packetlinks.TunLink;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The blind trial of {@code probe --path}: paths with hidden faults, real packets, and a server that knows nothing of it. The build
 * tries {@value #FEW}; {@code -Drdplab.blindPaths=20} tries twenty and {@code -Drdplab.blindTable=FILE} keeps the table.
 */
@Needs(
        value = {"nft"},
        also = PacketPath.class)
@Tag("netlab")
class BlindPathTest {

    private static final int FEW = 6;
    private static final long SEED = 26;
    private static final int PORT = 3389;
    private static final int PARALLEL = 3;

    private record Answer(BlindPath path, PathReport report, String wrong) {

        String row() {
            var found = report.findings().stream()
                    .filter(f -> path.findings().contains(f.word()) || f.fault())
                    .map(PathReport.Finding::text)
                    .toList();
            var set = report.settings().stream()
                    .filter(advice -> advice.setting().equals(path.setting()))
                    .map(advice -> advice.setting() + " " + advice.value())
                    .toList();
            return "| %d | %s | %s | %s | %s | %.0f |"
                    .formatted(
                            path.number(),
                            path.hidden(),
                            found.isEmpty() ? "no fault" : String.join("; ", found),
                            String.join("; ", set),
                            wrong.isEmpty() ? "yes" : "no: " + wrong,
                            report.whole().toMillis() / 1e3);
        }
    }

    @Test
    void namesTheFaultAndTheSetting() throws Exception {
        int count = Integer.getInteger("rdplab.blindPaths", FEW);
        long seed = Long.getLong("rdplab.blindSeed", SEED);
        var answers = new ArrayList<Answer>();
        try (var workers = new Workers(PARALLEL)) {
            var running = BlindPath.drawn(count, seed).stream()
                    .map(path -> workers.pool.submit(() -> answer(path)))
                    .toList();
            for (var one : running) {
                answers.add(one.get());
            }
        }
        var rows = answers.stream().map(Answer::row).toList();
        var table = System.getProperty("rdplab.blindTable");
        if (table != null) {
            Files.write(Path.of(table), rows);
        }
        long right = answers.stream().filter(one -> one.wrong().isEmpty()).count();

        assertThat(right).as("seed %d: %s", seed, String.join("\n", rows)).isGreaterThanOrEqualTo((long)
                Math.ceil(0.9 * count));
    }

    private record Workers(java.util.concurrent.ExecutorService pool) implements AutoCloseable {

        Workers(int threads) {
            this(Executors.newFixedThreadPool(threads));
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }

    private static Answer answer(BlindPath path) throws Exception {
        try (var link = TunLink.open(path.path());
                var loops =
                        EventLoops.create(EventLoops.Backend.NIO, 1, link.b().threadFactory("server"))) {
            path.install(link.b());
            var target = InetSocketAddress.createUnresolved("10.77.0.2", PORT);
            try (var server = link.b().call(() -> RdpServer.start(server(loops)))) {
                var silence = path.idle().map(idle -> Duration.ofSeconds(8));
                var report = link.a().call(() -> measure(target, silence));
                assertThat(server.address().getPort()).isEqualTo(PORT);
                return new Answer(path, report, path.wrong(report));
            }
        }
    }

    private static PathReport measure(InetSocketAddress target, Optional<Duration> silence) throws Exception {
        try (var loops = EventLoops.ofThisThread()) {
            return new PathProbe(loops, target, next -> {}).run("server", silence);
        }
    }

    /** With a chain of certificates: its answer fills whole packets, as one of a company's own authority does. */
    private static ServerOptions server(EventLoops loops) {
        var tls = TlsServerSettings.of(Certificates.of(CertificateVariant.CHAIN_3));
        return ServerOptions.of(Behaviour.of(ServerPolicy.of(SecurityLayer.NLA), TlsContext.of(tls)))
                .environment(number -> Servers.environment(SEED, "server " + number))
                .deadlines(Deadlines.each(Duration.ofMinutes(2)))
                .listen(new InetSocketAddress("10.77.0.2", PORT))
                .loops(loops);
    }
}

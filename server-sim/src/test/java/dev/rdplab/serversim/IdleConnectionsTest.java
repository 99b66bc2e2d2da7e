package dev.rdplab.serversim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.HeldConnections.Where;
import dev.rdplab.transport.ConnectionLimits;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers that say nothing more cost the server's heap. */
class IdleConnectionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** An address has some 28,000 ports for one port of the server's, and a process 20,000 descriptors by many a limit. */
    private static final int PER_PROCESS = 15_000;

    /** Arrays that grew with the connections: of Netty's, of the listener's set. */
    private static final int LEFT = 2 << 20;

    private static final int TRIES = 3;

    @ParameterizedTest
    @CsvSource({"CONFIRM, 2600", "CLIENT_HELLO, 2850"})
    void aStalledPeerCostsLittle(Where where, long bytesAtMost) throws Exception {
        var held = hold(500, where, TlsEngine.JDK);
        for (int i = 1; i < TRIES && held.bytesPerConnection() > bytesAtMost; i++) {
            held = hold(500, where, TlsEngine.JDK); // it counts what other threads took meanwhile
        }
        assertThat(held.bytesPerConnection()).isBetween(100L, bytesAtMost);
        assertThat(held.bytesLeft()).isLessThan(LEFT);
    }

    @Test
    @Tag("soak")
    void tenThousandHalfOpenPeersCostLittle() throws Exception {
        var held = hold(10_000, Where.CONFIRM, TlsEngine.JDK);
        assertThat(held.bytesPerConnection()).isLessThanOrEqualTo(2_600);
        assertThat(held.bytesLeft()).isLessThan(LEFT);
    }

    @ParameterizedTest
    @Tag("soak")
    @CsvSource({"CLIENT_HELLO, JDK", "CLIENT_HELLO, OPENSSL", "SERVER_FLIGHT, JDK", "SERVER_FLIGHT, OPENSSL"})
    void tenThousandPeersStalledInsideTlsLeaveNothing(Where where, TlsEngine engine) throws Exception {
        assumeTrue(engine.available(), engine + " does not load here");
        assertThat(hold(10_000, where, engine).bytesLeft()).isLessThan(LEFT);
    }

    @Test
    @Tag("soak")
    void aHundredThousandHalfOpenPeersFitIntoHalfAGigabyte() throws Exception {
        var held = hold(100_000, Where.CONFIRM, TlsEngine.JDK);
        assertThat(held.bytesPerConnection() * 100_000).isLessThan(400 << 20);
    }

    /** @param bytesLeft heap still in use, beyond what was before, when all were gone */
    private record Held(long bytesPerConnection, long bytesLeft) {}

    private static Held hold(int count, Where where, TlsEngine engine) throws Exception {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long limit = unix.getMaxFileDescriptorCount();
            assumeTrue(limit > count + 500, count + " sockets need ulimit -n of " + (count + 501) + ", it is " + limit);
        }
        var certificate = SelfSigned.rsa("localhost", Instant.now()).issue(new SecureRandom());
        var tls = TlsContext.of(TlsServerSettings.of(certificate.certificate()).engine(engine));
        var behaviour = Behaviour.of(ServerPolicy.of(SecurityLayer.NLA), tls);
        var usual = ServerOptions.of(behaviour);
        var options = new ServerOptions(
                usual.listen(),
                usual.behaviour(),
                usual.environment(),
                usual.deadlines().with(Stage.TLS, PATIENCE.multipliedBy(2)),
                new ConnectionLimits(count + 10, Integer.MAX_VALUE, 4_096),
                usual.clock(),
                usual.finished(),
                usual.loops(),
                1);
        try (var server = RdpServer.start(options)) {
            run(server, 100, where, () -> {}); // classes and pools are there afterwards
            long before = usedHeap();
            long residentBefore = resident();
            long[] during = new long[2];
            run(server, count, where, () -> {
                during[0] = usedHeap();
                during[1] = resident();
            });
            var held = new Held((during[0] - before) / count, leftOver(before));
            System.err.println(count + " " + where + " " + engine + ": " + held + ", resident "
                    + (during[1] - residentBefore) / count + " each");
            return held;
        }
    }

    private static void run(RdpServer server, int count, Where where, Runnable whileHeld) throws Exception {
        long accepted = server.counts().accepted();
        var clients = new ArrayList<Process>();
        try {
            for (int held = 0; held < count; held += PER_PROCESS) {
                clients.add(client(
                        server.port(), Math.min(PER_PROCESS, count - held), where, "127.0.0." + (clients.size() + 1)));
            }
            for (Process client : clients) {
                var out = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                if (!String.valueOf(out.readLine()).startsWith("holding ")) {
                    throw new IOException("the clients gave up");
                }
            }
            assertThat(server.counts().open()).isEqualTo(count);
            whileHeld.run();
        } finally {
            for (Process client : clients) {
                client.getOutputStream().close();
            }
            for (Process client : clients) {
                client.waitFor();
            }
        }
        assertThat(server.awaitFinished(accepted + count, PATIENCE)).isTrue();
        assertThat(server.counts().open()).isZero();
    }

    private static Process client(int port, int count, Where where, String from) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HeldConnections.class.getName(),
                Integer.toString(port),
                Integer.toString(count),
                where.name(),
                from);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Bytes in use beyond those before, once the loops have let the closed channels go: that comes after the reports. */
    private static long leftOver(long before) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long left = usedHeap() - before;
        while (left > LEFT && System.nanoTime() < end) {
            left = usedHeap() - before;
        }
        return left;
    }

    /** Bytes in use when the collector finds no more to free. */
    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** Bytes of this process in memory: the heap as far as it was touched and what native code took; 0 where no one tells. */
    private static long resident() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException noLinux) {
            return 0;
        }
    }
}

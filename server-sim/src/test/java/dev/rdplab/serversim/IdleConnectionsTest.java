package dev.rdplab.serversim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.transport.ConnectionLimits;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What peers that say nothing more cost the server's heap. */
class IdleConnectionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({"confirm, 3072", "tls, 10000"})
    void aStalledPeerCostsLittle(String where, long bytesAtMost) throws Exception {
        var held = hold(500, where);
        assertThat(held.bytesPerConnection()).isBetween(100L, bytesAtMost);
        assertThat(held.bytesLeft()).isLessThan(1 << 20);
    }

    @Test
    @Tag("soak")
    void tenThousandHalfOpenPeersCostLittle() throws Exception {
        var held = hold(10_000, "confirm");
        System.err.println("after the Connection Confirm: " + held);
        assertThat(held.bytesPerConnection()).isLessThan(3_072);
        assertThat(held.bytesLeft()).isLessThan(4 << 20);
    }

    @Test
    @Tag("soak")
    void tenThousandPeersStalledInsideTlsLeaveNothing() throws Exception {
        var held = hold(10_000, "tls");
        System.err.println("inside TLS: " + held);
        assertThat(held.bytesLeft()).isLessThan(4 << 20);
    }

    /** @param bytesLeft heap still in use, beyond what was before, when all were gone */
    private record Held(long bytesPerConnection, long bytesLeft) {}

    private static Held hold(int count, String where) throws Exception {
        var certificate = SelfSigned.rsa("localhost", Instant.now()).issue(new SecureRandom());
        var tls = TlsContext.of(TlsServerSettings.of(certificate.certificate()));
        var behaviour = Behaviour.of(ServerPolicy.of(SecurityLayer.NLA), tls);
        var usual = ServerOptions.of(behaviour);
        var options = new ServerOptions(
                usual.listen(),
                usual.behaviour(),
                usual.environment(),
                usual.deadlines(),
                new ConnectionLimits(count + 10, Integer.MAX_VALUE, 4_096),
                usual.clock(),
                usual.finished(),
                usual.loops(),
                1);
        try (var server = RdpServer.start(options)) {
            run(server, 100, where); // classes and pools are there afterwards
            long before = usedHeap();
            long[] during = new long[1];
            run(server, count, where, () -> during[0] = usedHeap());
            return new Held((during[0] - before) / count, usedHeap() - before);
        }
    }

    private static void run(RdpServer server, int count, String where) throws Exception {
        run(server, count, where, () -> {});
    }

    private static void run(RdpServer server, int count, String where, Runnable whileHeld) throws Exception {
        long accepted = server.counts().accepted();
        var client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldConnections.class.getName(),
                        Integer.toString(server.port()),
                        Integer.toString(count),
                        where)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            if (!("holding " + count).equals(out.readLine())) {
                throw new IOException("the clients gave up");
            }
            assertThat(server.counts().open()).isEqualTo(count);
            whileHeld.run();
        } finally {
            client.getOutputStream().close();
            client.waitFor();
        }
        assertThat(server.awaitFinished(accepted + count, PATIENCE)).isTrue();
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
}

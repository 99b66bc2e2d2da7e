package dev.rdplab.experiments.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.testkit.ClosedPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final Duration GRACE = Duration.ofSeconds(30);

    private static ClientOptions client(int port) {
        return ClientOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .security(Security.RDP);
    }

    @Test
    void everyHandshakeOfThePlanIsMadeAndItsStagesAddUp() throws IOException {
        var policy =
                new Behaviour(ServerPolicy.of(SecurityLayer.RDP), Optional.empty(), Interceptor.NONE, Optional.empty());
        try (var server = RdpServer.start(ServerOptions.of(policy))) {
            var report =
                    new Load(new LoadPlan(100, Duration.ofMillis(300), 50), client(server.port()), so -> {}).run(GRACE);
            assertThat(report.failures()).isEmpty();
            assertThat(report.completed()).isEqualTo(30);
            assertThat(report.begun()).isEqualTo(30);
            assertThat(report.open()).isZero();
            assertThat(report.stages()).containsKeys(Stage.CONNECT, Stage.X224, Stage.FINALIZATION);
            double sum = report.stages().values().stream()
                    .mapToDouble(LoadReport.Latency::mean)
                    .sum();
            assertThat(sum)
                    .isBetween(
                            report.whole().orElseThrow().mean() * 0.9,
                            report.whole().orElseThrow().mean() * 1.1);
        }
    }

    /** One connection, held by a server that never answers: its deadline frees it, and the next has waited as long. */
    @Test
    void whatWaitsForAConnectionHasItsWaitingCounted() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            // Not of the connect, which a busy machine may notice late.
            var options = client(silent.getLocalPort())
                    .deadlines(Deadlines.NEVER.with(Stage.X224, Duration.ofSeconds(1)))
                    .connectTimeout(GRACE);
            var report = new Load(new LoadPlan(1_000, Duration.ofMillis(5), 1), options, so -> {}).run(GRACE);
            assertThat(report.completed()).isZero();
            assertThat(report.failures()).containsKey("x224 timeout");
            assertThat(report.begun()).isEqualTo(report.failed());
            assertThat(report.begun())
                    .as("the plan's time passed with the connection taken")
                    .isLessThan(5);
        }
    }

    @Test
    void aRefusedConnectionIsAFailureOfConnect() throws IOException {
        try (var closed = ClosedPort.any()) {
            var plan = new LoadPlan(100, Duration.ofMillis(50), 10);
            var report = new Load(plan, client(closed.number()), so -> {}).run(GRACE);
            assertThat(report.failures()).containsOnlyKeys("connect refused").containsEntry("connect refused", 5L);
        }
    }

    @Test
    void anInterruptEndsItWithWhatWasUntilThen() throws Exception {
        var policy =
                new Behaviour(ServerPolicy.of(SecurityLayer.RDP), Optional.empty(), Interceptor.NONE, Optional.empty());
        try (var server = RdpServer.start(ServerOptions.of(policy))) {
            var told = new CountDownLatch(1);
            var report = new AtomicReference<LoadReport>();
            var plan = new LoadPlan(20, Duration.ofHours(1), 10);
            var thread = new Thread(
                    () -> report.set(new Load(plan, client(server.port()), so -> tellOfTheFirst(so, told)).run(GRACE)));
            thread.start();
            told.await();
            thread.interrupt();
            thread.join();
            assertThat(report.get().completed()).isPositive().isLessThan(plan.total());
        }
    }

    private static void tellOfTheFirst(LoadReport soFar, CountDownLatch told) {
        if (soFar.completed() > 0) {
            told.countDown();
        }
    }

    @Test
    void aPlanHasBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LoadPlan(0, GRACE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoadPlan(10_001, GRACE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoadPlan(1, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoadPlan(1, Duration.ofHours(25), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LoadPlan(1, GRACE, 20_001));
    }
}

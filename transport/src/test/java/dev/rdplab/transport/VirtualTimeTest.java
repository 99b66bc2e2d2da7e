package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.memory.MemoryNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The clock of a network in memory; what its connections do is in {@link ClearTextTest}. */
class VirtualTimeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Loopback.Plan silentServer() {
        var plan = new Loopback.Plan();
        plan.loops = EventLoops.virtual();
        plan.atServer = Fault.receiving("ConnectionRequest", Fault.SILENCE);
        plan.ofClient = Deadlines.each(HOUR);
        return plan;
    }

    @Test
    void anHoursDeadlinePassesToTheNanosecond() throws Exception {
        var plan = silentServer();
        try (var net = plan.start()) {
            var client = net.connect();

            assertThat(ending(client).kind()).isEqualTo(EndingKind.TIMEOUT);
            // SYN and its answer; the stage that waits begins then.
            assertThat(Duration.ofNanos(plan.loops.nanoTime()))
                    .isEqualTo(HOUR.plus(MemoryNetwork.ONE_WAY.multipliedBy(2)));
        }
    }

    @Test
    void twoRunsHaveTheSameEventsAtTheSameTimes() throws Exception {
        assertThat(events()).isEqualTo(events()).hasSizeGreaterThan(5);
    }

    private static List<Transcript.Event> events() throws Exception {
        try (var net = silentServer().start()) {
            var client = net.connect();
            var server = net.accepted();
            awaitClosed(client);
            awaitClosed(server);
            var events = new ArrayList<>(client.endpoint().transcript().events());
            events.addAll(server.endpoint().transcript().events());
            return events;
        }
    }

    @Test
    void nobodyThereIsARefusal() throws Exception {
        var plan = new Loopback.Plan();
        plan.loops = EventLoops.virtual();
        try (var net = plan.start()) {
            var client = net.connect(plan.loops.unused());

            assertThat(ending(client).kind()).isEqualTo(EndingKind.REFUSED);
            assertThat(ending(client).outcome().detail()).isEqualTo("connection refused");
        }
    }

    @Test
    void waitingForWhatNothingCanBringIsAnError() {
        try (var loops = EventLoops.virtual()) {
            assertThatIllegalStateException().isThrownBy(() -> loops.await(new CompletableFuture<Void>()));
        }
    }

    @Test
    void timeDoesNotPassOnAnotherThread() throws Exception {
        try (var loops = EventLoops.virtual()) {
            var elsewhere = CompletableFuture.supplyAsync(() -> {
                assertThatIllegalStateException().isThrownBy(() -> loops.await(new CompletableFuture<Void>()));
                return loops.nanoTime();
            });

            assertThat(elsewhere.get()).isZero();
        }
    }

    @Test
    void whatIsPlannedComesInItsOrderThoughTheLimitLiesBetween() throws Exception {
        try (var loops = EventLoops.virtual()) {
            var done = new ArrayList<String>();
            loops.later(Duration.ofSeconds(3), () -> done.add("3 s"));
            loops.later(Duration.ofSeconds(1), () -> done.add("1 s"));

            assertThat(loops.progress().await(() -> done.size() == 2, Duration.ofSeconds(2)))
                    .isFalse();
            assertThat(done).containsExactly("1 s");
            assertThat(loops.nanoTime()).isEqualTo(2_000_000_000L);
            assertThat(loops.progress().await(() -> done.size() == 2, Duration.ofSeconds(1)))
                    .isTrue();
            assertThat(done).containsExactly("1 s", "3 s");
        }
    }
}

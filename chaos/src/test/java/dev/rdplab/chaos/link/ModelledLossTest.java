package dev.rdplab.chaos.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelledLossTest {

    private static final Duration RTT = Duration.ofMillis(50);

    @Test
    void addsNothingWithoutLoss() {
        var model = model(0, LossModel.Timers.LINUX, 1);
        assertThat(model.connect()).isEqualTo(ModelledLoss.Late.NOT);
        assertThat(model.flight(100_000)).isEqualTo(ModelledLoss.Late.NOT);
        var send = new Effect.Send(Message.raw("A", Bytes.of(1)));
        assertThat(model.sending(occasion(), send)).containsExactly(send);
        assertThat(model.entered(Role.CLIENT, 1, Stage.X224)).isEmpty();
    }

    @Test
    void knowsTheSynStepsOfEachKernel() {
        assertThat(steps(LossModel.Timers.LINUX)).startsWith(1L, 3L, 7L, 15L);
        assertThat(steps(LossModel.Timers.LINUX_LINEAR)).startsWith(1L, 2L, 3L, 4L, 5L, 7L);
        assertThat(steps(LossModel.Timers.WINDOWS)).containsExactly(3L, 9L, 21L);
    }

    @Test
    void connectsAtOnceAsOftenAsBothSynAndAnswerPass() {
        int n = 4_000;
        int first = 0;
        for (int i = 1; i <= n; i++) {
            first += model(0.1, LossModel.Timers.LINUX, i).connect().equals(ModelledLoss.Late.NOT) ? 1 : 0;
        }
        assertThat(first / (double) n).isCloseTo(0.81, within(0.03));
    }

    @Test
    void givesUpConnectingAsOftenAsEverySynIsLost() {
        int n = 20_000;
        int failed = 0;
        for (int i = 1; i <= n; i++) {
            failed += model(0.3, LossModel.Timers.WINDOWS, i).connect().givenUp() ? 1 : 0;
        }
        // Three SYNs, each answered with probability 0.7 x 0.7
        assertThat(failed / (double) n).isCloseTo(Math.pow(0.51, 3), within(0.015));
    }

    @Test
    void paysATimeoutForASingleSegmentAndARoundTripInsideALongFlight() {
        var single = delays(0.1, 500);
        assertThat(single.stream().filter(d -> !d.isZero()).min(Duration::compareTo))
                .hasValue(Duration.ofMillis(250));
        var flight = delays(0.02, 20 * 1_460);
        assertThat(flight.stream().filter(d -> !d.isZero()).min(Duration::compareTo))
                .hasValue(RTT);
    }

    @Test
    void doublesTheTimerWithEachFurtherLoss() {
        assertThat(delays(0.5, 100).stream()
                        .filter(d -> !d.isZero())
                        .distinct()
                        .sorted()
                        .limit(3))
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(750), Duration.ofMillis(1_750));
    }

    @Test
    void drawsTheSameForTheSameSeedAndConnection() {
        assertThat(trace(7, 1)).isEqualTo(trace(7, 1));
        assertThat(trace(7, 1)).isNotEqualTo(trace(8, 1));
        assertThat(trace(7, 1)).isNotEqualTo(trace(7, 2));
    }

    @Test
    void delaysWhatIsSentAndAbortsWhenTheKernelWould() {
        var never = new LossModel.Timers(Duration.ofSeconds(1), 0, 0, Duration.ofMillis(200), Duration.ofSeconds(9), 0);
        var hopeless = around(0.999_999, never, 1, 7);
        assertThat(hopeless.entered(Role.CLIENT, 1, Stage.X224))
                .containsExactly(new Effect.Wait(Duration.ofSeconds(1)), new Effect.Abort());
        var send = new Effect.Send(Message.raw("A", Bytes.of(1)));
        assertThat(hopeless.sending(occasion(), send))
                .startsWith(new Effect.Wait(RTT.plusMillis(200)), new Effect.Abort());
        assertThat(ModelledLoss.LABEL).isEqualTo("modelled");
    }

    @Test
    void paysOnceForTheLossesOfOneFlight() {
        var send = new Effect.Send(Message.raw("A", Bytes.of(1)));
        for (int i = 1; i <= 200; i++) {
            var one = model(0.5, LossModel.Timers.LINUX, i);
            var single = model(0.5, LossModel.Timers.LINUX, i);
            var longest = Duration.ZERO;
            var waited = Duration.ZERO;
            for (int message = 0; message < 5; message++) {
                var alone = single.flight(1).by();
                longest = alone.compareTo(longest) > 0 ? alone : longest;
                for (Effect effect : one.sending(occasion(), send)) {
                    waited = effect instanceof Effect.Wait wait ? waited.plus(wait.howLong()) : waited;
                }
            }
            assertThat(waited).as("connection " + i).isEqualTo(longest);
        }
    }

    @Test
    void recordsOfOneTlsFlightShareSegmentsAndOtherMessagesDoNot() {
        assertThat(delayed(Stage.TLS)).isCloseTo(delayedOnce(), within(40));
        assertThat(delayed(Stage.FINALIZATION)).isGreaterThan(3 * delayedOnce());
    }

    @Test
    void theTimerIsLongAtFirstAndSettlesWithEachRoundTrip() {
        var model = (ModelledLoss) ModelledLoss.around(
                Interceptor.NONE,
                new LossModel(0.99, Duration.ofMillis(300), 1_460, LossModel.Timers.LINUX),
                Role.CLIENT,
                1,
                7);
        var timers = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            timers.add(model.retransmissionTimeout().toMillis());
            model.sending(occasion(), new Effect.Send(Message.raw("A", Bytes.of(1))));
            model.received(occasion(), Message.raw("B", Bytes.of(1)));
        }

        // 300 + 4 x 150, then 4 x 112.5, 84.4, 63.3 ms, and 200 ms at least.
        assertThat(timers).containsExactly(900L, 750L, 637L, 553L, 500L, 500L);
    }

    /** Of a thousand flights of five records of 200 bytes. */
    private static int delayed(Stage stage) {
        int delayed = 0;
        var send = new Effect.Send(Message.raw("A", Bytes.zeros(200)));
        for (int i = 1; i <= 1_000; i++) {
            var model = model(0.1, LossModel.Timers.LINUX, i);
            boolean late = false;
            for (int message = 0; message < 5; message++) {
                late |= model.sending(new Occasion(Role.CLIENT, 1, stage, true, "A", "", 1, 0), send)
                                .size()
                        > 1;
            }
            delayed += late ? 1 : 0;
        }
        return delayed;
    }

    private static int delayedOnce() {
        return (int) delays(0.1, 1_000).stream()
                .limit(1_000)
                .filter(d -> !d.isZero())
                .count();
    }

    private static List<Object> trace(long seed, int connection) {
        var model = (ModelledLoss) around(0.3, LossModel.Timers.LINUX, connection, seed);
        var all = new ArrayList<Object>(List.of(model.connect()));
        for (int i = 0; i < 50; i++) {
            all.add(model.flight(5_000));
        }
        return all;
    }

    private static List<Duration> delays(double loss, int length) {
        var all = new ArrayList<Duration>();
        for (int i = 1; i <= 3_000; i++) {
            all.add(model(loss, LossModel.Timers.LINUX, i).flight(length).by());
        }
        return all;
    }

    private static List<Long> steps(LossModel.Timers timers) {
        return java.util.stream.IntStream.rangeClosed(1, 20_000)
                .mapToObj(i -> model(0.6, timers, i).connect())
                .map(ModelledLoss.Late::by)
                .filter(d -> !d.isZero())
                .map(Duration::toSeconds)
                .distinct()
                .sorted()
                .toList();
    }

    private static ModelledLoss model(double loss, LossModel.Timers timers, int connection) {
        return (ModelledLoss) around(loss, timers, connection, 7);
    }

    private static Interceptor around(double loss, LossModel.Timers timers, int connection, long seed) {
        return ModelledLoss.around(
                Interceptor.NONE, new LossModel(loss, RTT, 1_460, timers), Role.CLIENT, connection, seed);
    }

    private static Occasion occasion() {
        return new Occasion(Role.CLIENT, 1, Stage.X224, true, "A", "", 1, 0);
    }
}

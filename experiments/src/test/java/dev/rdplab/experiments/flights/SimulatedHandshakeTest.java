package dev.rdplab.experiments.flights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.KernelProfile;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Arithmetic that can be done by hand: two ends that compute for a whole number of milliseconds on a path of 100 ms. */
class SimulatedHandshakeTest {

    private static final Duration HALF = Duration.ofMillis(50);
    private static final Impairment PLAIN = Impairment.NONE.delay(HALF);
    private static final long MS = 1_000_000;

    /** Asks and is answered twice; the second answer takes three segments. 1 ms of computing before each step that waited. */
    private static final RecordedAttempt ATTEMPT = attempt(4000);

    private static RecordedAttempt attempt(int answer) {
        return new RecordedAttempt(
                List.of(
                        Step.enter(0, MS, Stage.X224),
                        Step.write(0, 0, 50),
                        Step.enter(1, MS, Stage.TLS),
                        Step.write(1, 0, 300),
                        Step.enter(2, MS, Stage.ACTIVE)),
                List.of(
                        Step.enter(0, 0, Stage.X224),
                        Step.write(1, MS, 20),
                        Step.enter(1, 0, Stage.TLS),
                        Step.write(2, MS, answer)),
                EndingKind.COMPLETED,
                Stage.ACTIVE,
                OptionalLong.empty());
    }

    private static final Deadlines LONG = Deadlines.each(Duration.ofMinutes(2));
    private static final Limits PATIENT = new Limits(Duration.ofMinutes(2), LONG, Duration.ofMinutes(2), 4, LONG);

    @Test
    void withoutLossItTakesItsRoundTripsAndItsComputing() {
        var trial = run(PacketPath.both(PLAIN, 1));

        assertThat(trial.success()).isTrue();
        assertThat(trial.stage()).isEqualTo(Stage.ACTIVE);
        assertThat(trial.ending()).isEqualTo("completed");
        assertThat(trial.millis()).isEqualTo(Map.of(Stage.CONNECT, 101.0, Stage.X224, 102.0, Stage.TLS, 102.0));
        assertThat(trial.retransmissions()).isZero();
    }

    @Test
    void aFlightOfMoreThanTenSegmentsTakesAnotherRoundTrip() {
        var ten = simulated(attempt(10 * 1448), PacketPath.both(PLAIN, 1), PATIENT)
                .run(0);
        var eleven = simulated(attempt(12 * 1448), PacketPath.both(PLAIN, 1), PATIENT)
                .run(0);

        assertThat(ten.millis()).containsEntry(Stage.TLS, 102.0);
        assertThat(eleven.millis()).containsEntry(Stage.TLS, 202.0);
    }

    @Test
    void bandwidthCostsTheTimeOfEveryByteWithItsHeaders() {
        // 8 Mbit/s are a byte a microsecond: SYN and its answer are 52 bytes here, a request of 50 is 102, its answer
        // 72.
        var slow = run(PacketPath.both(PLAIN.rate(Impairment.Rate.of(8_000_000, 100)), 1));

        assertThat(slow.millis().get(Stage.CONNECT)).isEqualTo(101.104);
        // The client's acknowledgement of the SYN-ACK went 1 ms before the request.
        assertThat(slow.millis().get(Stage.X224)).isEqualTo(102.0 + 0.102 + 0.072);
    }

    @Test
    void aLostSynCostsASecondAndTheFollowingOnesTheSchedule() {
        assertThat(connect(dropping(Direction.UP, 1), KernelProfile.LINUX)).isEqualTo(1_101);
        assertThat(connect(dropping(Direction.DOWN, 1), KernelProfile.LINUX)).isEqualTo(1_101);
        assertThat(connect(dropping(Direction.UP, 1, 2, 3), KernelProfile.LINUX))
                .isEqualTo(3_101);
        assertThat(connect(dropping(Direction.UP, 1, 2, 3), KernelProfile.WINDOWS_LIKE))
                .as("1, 2 and 4 seconds")
                .isEqualTo(7_101);
    }

    @Test
    void aLostRequestWaitsForTheTimerAndALostRepetitionForTheNext() {
        // The first timer is 100 + 200 ms, before a probe's 400; then the same once more, since the probe was no
        // timeout.
        assertThat(run(dropping(Direction.UP, 3)).millis()).containsEntry(Stage.X224, 402.0);
        assertThat(run(dropping(Direction.UP, 3, 4)).millis()).containsEntry(Stage.X224, 702.0);
        assertThat(run(dropping(Direction.UP, 3, 4, 5)).millis())
                .as("now it doubles")
                .containsEntry(Stage.X224, 1302.0);
    }

    @Test
    void aClientWhoseSynWasAnsweredTwiceTakesTheSecondForARoundTrip() {
        // 1.1 s are measured, so its probe comes after twice that and 200 ms; a SYN that was lost leaves the timer at
        // 300 ms.
        var answer = PacketPath.of(PLAIN.chosen(Impairment.Chosen.drop(4)), PLAIN.chosen(Impairment.Chosen.drop(1)), 1);

        assertThat(run(answer).millis()).containsEntry(Stage.X224, 2_502.0);
        assertThat(run(dropping(Direction.UP, 1, 4)).millis()).containsEntry(Stage.X224, 402.0);
    }

    @Test
    void aServerWhoseSynAckWasRepeatedKnowsNoRoundTripAndProbesAfterASecond() {
        // Packets of the server: two SYN-ACKs, the acknowledgement of the request, its answer.
        var trial = run(dropping(Direction.DOWN, 1, 4));

        assertThat(trial.millis()).containsEntry(Stage.CONNECT, 1_101.0).containsEntry(Stage.X224, 1_102.0);
    }

    @Test
    void aHoleInAFlightIsFilledAsSoonAsItIsCertain() {
        // Packets of the server: SYN-ACK, acknowledgement, answer, acknowledgement, then three segments.
        var first = run(dropping(Direction.DOWN, 4));
        assertThat(first.retransmissions()).isEqualTo(1);
        assertThat(first.millis().get(Stage.TLS))
                .as("a round trip and a quarter, in which packets may pass each other")
                .isEqualTo(227.0);
        var last = run(dropping(Direction.DOWN, 6));
        assertThat(last.millis().get(Stage.TLS))
                .as("alone on its way, it waits for the timer of 300 ms that began when the others were acknowledged")
                .isEqualTo(502.0);
    }

    @Test
    void lostAcknowledgementsCostNothingButRepetitions() {
        var trial = run(dropping(Direction.UP, 2));

        assertThat(trial.totalMillis()).isEqualTo(305.0);
    }

    @Test
    void theSameSeedAndNumberGiveTheSameTrialAndOthersAnother() {
        var path = PacketPath.both(PLAIN.loss(0.2), 7);
        var one = simulated(ATTEMPT, path, PATIENT);
        var forwards = IntStream.range(0, 200).mapToObj(one::run).toList();
        var other = simulated(ATTEMPT, path, PATIENT);
        var backwards =
                IntStream.range(0, 200).mapToObj(i -> other.run(199 - i)).toList();

        for (int i = 0; i < 200; i++) {
            assertThat(forwards.get(i)).isEqualTo(backwards.get(199 - i));
        }
        assertThat(forwards.stream().distinct().count()).isGreaterThan(20);
    }

    @Test
    void deadlinesCutItOffInTheStageWhereItIs() {
        var dead = PacketPath.both(PLAIN, 1).change(Direction.DOWN, PLAIN.loss(1));
        var limits = new Limits(Duration.ofSeconds(5), LONG, Duration.ofMinutes(2), 4, LONG);

        var unanswered = simulated(ATTEMPT, dead, limits).run(0);
        assertThat(unanswered)
                .isEqualTo(new Trial(false, Stage.CONNECT, "timeout", Map.of(Stage.CONNECT, 5_000.0), 4 + 4));

        var stages = new Limits(
                Duration.ofSeconds(5), Deadlines.each(Duration.ofMillis(250)), Duration.ofMinutes(2), 4, LONG);
        var slow = simulated(ATTEMPT, dropping(Direction.UP, 3), stages).run(0);
        assertThat(slow.stage()).isEqualTo(Stage.X224);
        assertThat(slow.ending()).isEqualTo("timeout");
        assertThat(slow.millis()).containsEntry(Stage.X224, 250.0);

        var whole = new Limits(Duration.ofSeconds(5), LONG, Duration.ofMillis(150), 4, LONG);
        assertThat(simulated(ATTEMPT, PacketPath.both(PLAIN, 1), whole).run(0).totalMillis())
                .isEqualTo(150);
    }

    @Test
    void aServerThatHasHadEnoughResetsAndTheClientMayTryAgain() {
        var impatient = new Limits(
                Duration.ofSeconds(5), LONG, Duration.ofMinutes(2), 2, Deadlines.each(Duration.ofMillis(200)));
        var trial = new SimulatedHandshake(
                        flights(ATTEMPT),
                        dropping(Direction.UP, 3),
                        impatient,
                        (before, last) ->
                                last.kind() == EndingKind.CLOSED_RST ? OptionalInt.of(0) : OptionalInt.empty())
                .run(0);

        assertThat(trial.success()).as("the second time nothing is lost").isTrue();
        assertThat(trial.millis().get(Stage.CONNECT)).isEqualTo(202);
    }

    @Test
    void anAttemptThatFailedWhenItWasRecordedFailsInTheSameWay() {
        var refused = new RecordedAttempt(
                List.of(Step.enter(0, MS, Stage.X224), Step.write(0, 0, 50), Step.leave(1, MS)),
                List.of(Step.write(1, MS, 19)),
                EndingKind.NEGOTIATION_FAILURE,
                Stage.X224,
                OptionalLong.of(5));
        var trial = simulated(refused, PacketPath.both(PLAIN, 1), PATIENT).run(0);

        assertThat(trial.ending()).isEqualTo("negotiation-failure");
        assertThat(trial.millis()).isEqualTo(Map.of(Stage.CONNECT, 101.0, Stage.X224, 102.0));
    }

    @Test
    void everyTrialEndsWhateverThePathDoes() {
        for (double loss : new double[] {0.3, 0.6, 0.9, 1}) {
            var path = PacketPath.both(PLAIN.loss(loss).jitter(HALF).rate(Impairment.Rate.of(64_000, 3)), 3)
                    .kernels(KernelProfile.WINDOWS_LIKE, KernelProfile.LINUX);
            var simulated = simulated(attempt(30_000), path, PATIENT);
            for (int i = 0; i < 200; i++) {
                assertThat(simulated.run(i).totalMillis()).isLessThan(120_000.001);
            }
        }
    }

    private static double connect(PacketPath path, KernelProfile client) {
        return run(path.kernels(client, KernelProfile.LINUX)).millis().get(Stage.CONNECT);
    }

    private static PacketPath dropping(Direction way, long... packets) {
        return PacketPath.both(PLAIN, 1).change(way, PLAIN.chosen(Impairment.Chosen.drop(packets)));
    }

    private static Trial run(PacketPath path) {
        return simulated(ATTEMPT, path, PATIENT).run(0);
    }

    private static SimulatedHandshake simulated(RecordedAttempt attempt, PacketPath path, Limits limits) {
        return new SimulatedHandshake(flights(attempt), path, limits, Retries.NONE);
    }

    private static RecordedFlights flights(RecordedAttempt attempt) {
        return new RecordedFlights(Map.of(), List.of(List.of(attempt)));
    }
}

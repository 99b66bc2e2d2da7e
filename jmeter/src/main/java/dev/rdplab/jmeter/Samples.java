package dev.rdplab.jmeter;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.load.Handshakes;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.StageTime;
import java.util.List;
import java.util.OptionalLong;
import org.apache.jmeter.samplers.SampleResult;

/**
 * Makes samples of handshakes. JMeter counts whole milliseconds: moments are rounded, not durations, so the stages add up to the
 * handshake.
 */
final class Samples {

    /** Response code of a sample that never started. */
    static final String NOT_STARTED = "not-started";

    /** Response code of a sample that made no connection, because its account was refused before. */
    static final String ACCOUNT_REFUSED = "account-refused";

    static final String INTERRUPTED = "interrupted";

    private Samples() {}

    /** @param beganMillis when it began, since 1970 */
    static SampleResult of(ClientReport report, long beganMillis) {
        var ending = report.ending();
        boolean reached = ending.kind() == EndingKind.COMPLETED;
        var stages = Handshakes.stages(report);
        long start = report.last().startNanos();
        long end = stages.isEmpty() ? start : stages.get(stages.size() - 1).endNanos();

        var handshake = sample(beganMillis, start, start, end);
        for (int i = 0; i < stages.size(); i++) {
            var time = stages.get(i);
            var stage = sample(beganMillis, start, time.startNanos(), time.endNanos());
            stage.setSampleLabel(time.stage().word());
            stage.setThreadName(Thread.currentThread().getName());
            stage.setSentBytes(time.traffic().sent());
            stage.setBytes(time.traffic().received());
            boolean good = reached || i < stages.size() - 1;
            handshake.storeSubResult(good ? good(stage, "") : failed(stage, ending), false);
        }
        handshake.setSentBytes(
                stages.stream().mapToLong(time -> time.traffic().sent()).sum());
        handshake.setBytes(
                stages.stream().mapToLong(time -> time.traffic().received()).sum());
        handshake.setConnectTime(until(Stage.CONNECT, stages, start));
        handshake.setLatency(until(Stage.X224, stages, start)); // the server's first bytes are its Connection Confirm
        return reached ? good(handshake, "reached " + ending.stage()) : failed(handshake, ending);
    }

    /** JMeter writes no results of a class of our own into its files, so there is none. */
    private static SampleResult sample(long beganMillis, long start, long from, long to) {
        return SampleResult.createTestSample(beganMillis + millis(from - start), beganMillis + millis(to - start));
    }

    private static SampleResult good(SampleResult sample, String message) {
        return said(sample, true, EndingKind.COMPLETED.word(), message);
    }

    /** The message is the same for all that failed alike, since JMeter's reports count by it. */
    private static SampleResult failed(SampleResult sample, Ending ending) {
        var outcome = ending.outcome();
        return said(
                sample,
                false,
                ending.kind().word(),
                ending.stage() + " " + ending.kind() + code(outcome.code()) + " by the " + outcome.by());
    }

    private static String code(OptionalLong carried) {
        return carried.isPresent() ? " 0x%X".formatted(carried.getAsLong()) : "";
    }

    /** A sample that failed before there was a connection. */
    static SampleResult without(String code, String message) {
        return said(sample(System.currentTimeMillis(), 0, 0, 0), false, code, message);
    }

    private static SampleResult said(SampleResult sample, boolean good, String code, String message) {
        sample.setSuccessful(good);
        sample.setResponseCode(code);
        sample.setResponseMessage(message);
        sample.setDataType(SampleResult.TEXT);
        return sample;
    }

    private static long until(Stage stage, List<StageTime> stages, long start) {
        return stages.stream()
                .filter(time -> time.stage() == stage)
                .findFirst()
                .map(time -> millis(time.endNanos() - start))
                .orElse(0L);
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}

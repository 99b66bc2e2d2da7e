package dev.rdplab.experiments.load;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.load.Handshakes;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.StageTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Counts finished handshakes. Called from every event loop, so it is locked; a record is a matter of microseconds. */
final class Latencies {

    /** Two digits: 1 % of any value, in some 20 kB a stage. */
    private static final int DIGITS = 2;

    /** Of one figure in microseconds: an hour. What is longer is counted as that long. */
    private static final long GREATEST = 3_600_000_000L;

    private final Histogram whole = histogram();
    private final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);
    private final Map<String, Long> failures = new HashMap<>();

    private static Histogram histogram() {
        return new Histogram(GREATEST, DIGITS);
    }

    /** @param dueNanos when the handshake was meant to begin, on the clock of its report */
    synchronized void add(ClientReport report, long dueNanos) {
        var ending = report.ending();
        if (ending.kind() != EndingKind.COMPLETED) {
            failures.merge(ending.stage() + " " + ending.kind(), 1L, Long::sum);
            return;
        }
        long reached = dueNanos;
        for (StageTime time : Handshakes.stages(report)) {
            record(stages.computeIfAbsent(time.stage(), stage -> histogram()), time.endNanos() - reached);
            reached = time.endNanos();
        }
        record(whole, reached - dueNanos);
    }

    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(GREATEST, Math.max(0, nanos / 1_000)));
    }

    synchronized LoadReport report(double seconds, long begun, long waiting, int open) {
        var told = new EnumMap<Stage, LoadReport.Latency>(Stage.class);
        stages.forEach((stage, histogram) -> told.put(stage, latency(histogram)));
        var all = whole.getTotalCount() == 0 ? Optional.<LoadReport.Latency>empty() : Optional.of(latency(whole));
        return new LoadReport(seconds, begun, waiting, open, all, told, failures);
    }

    private static LoadReport.Latency latency(Histogram micros) {
        return new LoadReport.Latency(
                micros.getTotalCount(),
                micros.getMinValue() / 1e3,
                micros.getMean() / 1e3,
                LoadReport.PERCENTILES.stream()
                        .map(p -> micros.getValueAtPercentile(p) / 1e3)
                        .toList(),
                micros.getMaxValue() / 1e3);
    }
}

package dev.rdplab.cli;

import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.lab.evidence.Distribution;
import dev.rdplab.lab.result.StageTime;
import java.time.Duration;
import java.util.List;

/** One line on stderr while the same server is probed many times; only on a terminal. */
final class ProbeProgress {

    private final Terminal terminal;
    private final boolean shown;
    private final int total;

    ProbeProgress(Terminal terminal, OutputOptions output, int total) {
        this.terminal = terminal;
        this.shown = terminal.live() && !output.quiet;
        this.total = total;
    }

    /** Another one begins. @param done so far */
    void begins(List<Probe> done) {
        if (!shown) {
            return;
        }
        var line = new StringBuilder("probe " + (done.size() + 1) + " of " + total);
        if (!done.isEmpty()) {
            var whole = new Distribution(
                    "whole", done.stream().map(ProbeProgress::time).toList(), 0);
            line.append(", p50 ")
                    .append(EndingText.millis(millis(whole.quantile(0.5))))
                    .append(" ms");
            line.append(", max ").append(EndingText.millis(millis(whole.max()))).append(" ms");
            var failed = done.stream()
                    .map(Probe::result)
                    .filter(result -> !result.client().completed())
                    .toList();
            if (!failed.isEmpty()) {
                line.append(", ").append(failed.size()).append(" failed, last ");
                line.append(EndingText.where(failed.get(failed.size() - 1).client()));
            }
        }
        terminal.status(line.toString());
    }

    void clear() {
        if (shown) {
            terminal.clearStatus();
        }
    }

    private static Duration time(Probe probe) {
        var stages = probe.result().stages();
        return stages.stream().map(StageTime::duration).reduce(Duration.ZERO, Duration::plus);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

package dev.rdplab.experiments.sweep;

import dev.rdplab.protocol.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over cells whose outcomes are made up. */
abstract class FakeSweeps {

    static final Grid GRID =
            GridTest.read("trials: 40", "seeds: [1, 2]", "axes: { mtu: [1500, 1200], clamp: ['off', 'on'] }");

    @TempDir
    Path directory;

    /** Large packets die on a small MTU without a clamp; all else takes as many milliseconds as its number. */
    static class Fake implements CellRunner {
        final AtomicInteger trials = new AtomicInteger();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger mostOpen = new AtomicInteger();

        @Override
        public Running open(Map<String, String> settings, long seed) {
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            return new Running() {
                @Override
                public Trial run(int number) throws InterruptedException {
                    trials.incrementAndGet();
                    return trial(settings, number);
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        Trial trial(Map<String, String> settings, int number) throws InterruptedException {
            boolean dies =
                    settings.get("mtu").equals("1200") && settings.get("clamp").equals("off");
            return dies
                    ? new Trial(false, Stage.TLS, "timeout", Map.of(Stage.CONNECT, 1.0, Stage.TLS, 4_000.0), 5)
                    : new Trial(
                            true, Stage.ACTIVE, "completed", Map.of(Stage.CONNECT, 1.0, Stage.TLS, (double) number), 0);
        }
    }

    Sweep sweep(CellRunner runner, Shard shard, int parallel) {
        return new Sweep(GRID, runner, directory, shard, parallel, SweepListener.NONE);
    }

    List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }
}

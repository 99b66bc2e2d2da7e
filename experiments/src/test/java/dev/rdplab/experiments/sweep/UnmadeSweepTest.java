package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.LinkUnavailableException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of which no cell could be made. */
class UnmadeSweepTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstReasonComesOutWithHowManyThereWere() {
        var grid = GridTest.read("trials: 1", "seeds: [1]", "axes: { clamp: ['off', '1200', '1300'] }");
        CellRunner failing = (settings, seed) -> {
            throw new IllegalStateException("tunnel mine does not come up");
        };

        assertThatThrownBy(() -> new Sweep(grid, failing, folder, Shard.ALL, 1, SweepListener.NONE).run())
                .isInstanceOf(LinkUnavailableException.class)
                .hasMessage("clamp=off, seed 1: tunnel mine does not come up; and 2 more like it");
    }
}

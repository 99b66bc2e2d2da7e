package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A box on the path that forgets its flows in the middle of every handshake, as after a NAT rebind. */
@Needs(also = PacketPath.class)
@Tag("netlab")
class ForgettingBoxTest {

    @TempDir
    Path directory;

    @Test
    void everyHandshakeDiesInSilenceOrByReset() throws Exception {
        var grid = Grid.read(
                "box.yaml",
                """
                name: box
                trials: 2
                seeds: [1]
                fixed: { rtt: 400ms, state-loss: 600ms, credssp: none, profile: mstsc, deadline: 5s }
                axes: { state-loss-answer: [silence, reset] }
                """);
        var experiment = Experiment.run(grid, directory);

        assertThat(experiment.trials()).hasSize(4).noneMatch(Trial::success);
        assertThat(experiment.cell("state-loss-answer", "silence").died().values())
                .allSatisfy(endings -> assertThat(endings).containsOnlyKeys("timeout"));
        // Only who sends into the forgotten flow is answered: when that is the server, the client waits.
        assertThat(experiment.cell("state-loss-answer", "reset").died().values())
                .anySatisfy(endings -> assertThat(endings).containsKey("closed-rst"));
    }
}

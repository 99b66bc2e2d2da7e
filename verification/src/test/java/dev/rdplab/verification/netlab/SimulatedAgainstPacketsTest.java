package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.Grid;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is computed from recorded flights, against packets that the kernels repair. docs/examples has the whole comparison. */
@Tag("netlab")
class SimulatedAgainstPacketsTest {

    private static final Grid GRID = Grid.read(
            "simulated.yaml",
            """
            name: simulated
            trials: 48
            seeds: [1, 2, 3, 4, 5, 6]
            fixed: { rtt: 20ms, credssp: ntlm, tls: "1.3", certificate: good, profile: mstsc, deadline: 60s }
            axes:
              loss: [0%, 10%]
              link: [tun, flights]
            skip:
              - { loss: 0%, link: tun }
            """);

    /** Chance alone exceeds 0.40 between two samples of 48 once in a thousand times. */
    private static final double GENEROUS = 0.45;

    @TempDir
    Path directory;

    @Test
    void timesUnderLossAreDistributedAsThoseOfPackets() throws Exception {
        var experiment = Experiment.run(GRID, directory);

        assertThat(experiment.findings().comparisons()).singleElement().satisfies(links -> assertThat(links.distance())
                .isLessThan(GENEROUS));
        for (String link : new String[] {"tun", "flights"}) {
            var lossy = experiment.cell("link", link, "loss", "10%");
            assertThat(lossy.success().seen()).isGreaterThan(0.9);
            assertThat(lossy.retransmissions().orElseThrow()).isBetween(3.0, 12.0);
        }
        // The same measure tells a model without loss from them, so it would tell a bad one too.
        var clean = experiment.cell("link", "flights", "loss", "0%");
        assertThat(clean.total()
                        .distance(experiment.cell("link", "tun", "loss", "10%").total()))
                .isGreaterThan(GENEROUS);
    }
}

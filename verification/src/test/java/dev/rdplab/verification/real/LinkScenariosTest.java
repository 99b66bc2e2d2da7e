package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rdplab.chaos.link.ToxiproxyLink;
import dev.rdplab.chaos.link.ToxiproxyProgram;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Catalogue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The catalogue's links through Toxiproxy's own server instead of the embedded one. */
@Tag("real")
class LinkScenariosTest {

    @Test
    void linksEndHandshakesAsTheEmbeddedOnesDo() throws InterruptedException {
        assumeTrue(ToxiproxyProgram.find().isPresent(), "toxiproxy-server is not installed");
        var scenarios = Catalogue.load().all().stream()
                .filter(scenario -> !scenario.link().needsNoProxy())
                .toList();

        var reports = Campaign.of(scenarios, RunOptions.DEFAULT.backend(ToxiproxyLink.program()))
                .run();

        assertThat(reports)
                .hasSizeGreaterThanOrEqualTo(20)
                .allSatisfy(report -> assertThat(report.result().differences())
                        .as(report.replay())
                        .isEmpty())
                .allSatisfy(
                        report -> assertThat(report.result().link().backend()).isEqualTo("toxiproxy"));
    }
}

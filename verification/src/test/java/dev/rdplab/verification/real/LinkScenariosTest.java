package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.ToxiproxyLink;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.Run;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.testkit.needs.Needs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole catalogue through Toxiproxy's own server, instead of the embedded one or none. */
@Needs("toxiproxy-server")
@Tag("real")
class LinkScenariosTest {

    @Test
    void everyScenarioEndsAsItsFileSays() throws InterruptedException {
        var scenarios = Catalogue.load().all();

        var options = RunOptions.DEFAULT.backend(ToxiproxyLink.program());
        var reports = Campaign.of(scenarios, options).run();

        // An RST overtakes what the proxy still holds when the machine is busy: what ended otherwise is tried again
        // alone.
        var again = reports.stream()
                .filter(report -> !report.asExpected())
                .map(report -> report.scenario())
                .toList();
        assertThat(again.size()).isLessThan(10);
        for (var scenario : again) {
            var report = Run.of(scenario, options);
            assertThat(report.asExpected())
                    .as(report.replay() + ": " + report.result().differences())
                    .isTrue();
        }
        // Where nothing listens there is nothing to put a proxy before.
        assertThat(reports)
                .filteredOn(report -> report.result().link().backend().equals("toxiproxy"))
                .hasSizeGreaterThanOrEqualTo(scenarios.size() - 5);
    }
}

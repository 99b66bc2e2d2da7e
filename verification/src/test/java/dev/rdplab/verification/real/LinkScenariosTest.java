package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.ToxiproxyLink;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.Run;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.handshake.EndingKind;
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

        // The one race: an RST overtakes what the proxy still holds when the machine is busy. What ended otherwise
        // because of
        // it is run again alone; any other difference fails.
        var otherwise = reports.stream().filter(report -> !report.asExpected()).toList();
        otherwise.forEach(report -> System.out.println(described(report)));
        assertThat(otherwise).hasSizeLessThan(10).allSatisfy(report -> assertThat(mayBeTheLoad(report))
                .as(described(report))
                .isTrue());
        for (var scenario : otherwise.stream().map(RunReport::scenario).toList()) {
            var report = Run.of(scenario, options);
            assertThat(report.asExpected()).as(described(report)).isTrue();
        }

        // Before a port that is closed, or opens late, there is no proxy.
        assertThat(reports)
                .filteredOn(report -> !report.result().link().backend().equals("toxiproxy"))
                .hasSizeLessThanOrEqualTo(5)
                .extracting(report -> report.scenario().server().listen())
                .doesNotContain(ServerSpec.Listen.AT_ONCE);
    }

    private static boolean mayBeTheLoad(RunReport report) {
        return report.ending().kind() == EndingKind.CLOSED_RST
                || report.ending().kind() == EndingKind.TIMEOUT
                || report.scenario().expect().ending() == EndingKind.CLOSED_RST
                || report.scenario()
                        .expect()
                        .server()
                        .filter(server -> server.ending() == EndingKind.CLOSED_RST)
                        .isPresent()
                || report.result().differences().toString().contains("closed-rst");
    }

    private static String described(RunReport report) {
        return report.replay() + ": " + report.result().differences();
    }
}

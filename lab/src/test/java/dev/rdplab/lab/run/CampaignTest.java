package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.Selection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {

    private static final List<Scenario> SOME = Selection.of(
            Catalogue.load(),
            List.of("x224/silence", "connect/port-refused", "wrong-password", "server-key-unreadable"));

    @Test
    void reportsInTheOrderAskedForAndTellsOfEachAsItEnds() throws InterruptedException {
        var told = new ArrayList<RunReport>();

        var reports = Campaign.of(SOME, RunOptions.DEFAULT).progress(told::add).run();

        assertThat(reports).extracting(RunReport::scenario).isEqualTo(SOME);
        assertThat(told).containsExactlyInAnyOrderElementsOf(reports);
    }

    @Test
    void oneAtATimeComesToTheSame() throws InterruptedException {
        var together = Campaign.of(SOME, RunOptions.DEFAULT).run();
        var apart = Campaign.of(SOME, RunOptions.DEFAULT).parallelism(1).run();

        assertThat(apart)
                .extracting(report -> report.result().transcriptSha256())
                .isEqualTo(together.stream()
                        .map(report -> report.result().transcriptSha256())
                        .toList());
    }

    @Test
    void whatFailsInsideARunComesOut() {
        var broken = RunOptions.DEFAULT.backend(new BrokenBackend());

        assertThatThrownBy(() -> Campaign.of(SOME, broken).run()).hasMessage("no link today");
    }

    @Test
    void aReplayNamesScenarioSeedAndLink() throws InterruptedException {
        var report = Run.of(SOME.get(3), RunOptions.DEFAULT.seed(7));

        assertThat(report.replay()).isEqualTo("./rdplab reproduce tls/server-key-unreadable --seed 7");
    }

    private static final class BrokenBackend implements dev.rdplab.chaos.link.LinkBackend {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public dev.rdplab.chaos.link.OpenLink open(
                dev.rdplab.chaos.link.Link link, java.net.InetSocketAddress upstream, long seed) {
            throw new IllegalStateException("no link today");
        }
    }
}

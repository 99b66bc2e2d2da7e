package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.scenario.ScenarioReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scenario files that users wrote by hand, before the catalogue had what they are about. */
class ReportedScenariosTest {

    private static final int FILES = 12;

    @Test
    void eachEndsAsItsFileSaysAndEachFaultIsTriggered() throws IOException, URISyntaxException, InterruptedException {
        var folder = Path.of(ReportedScenariosTest.class.getResource("reported").toURI());
        List<Path> files;
        try (var all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        assertThat(files).hasSize(FILES);

        var reports = Campaign.of(files.stream().map(ScenarioReader::read).toList(), RunOptions.DEFAULT)
                .run();

        assertThat(reports).allSatisfy(report -> {
            assertThat(report.result().differences())
                    .as(report.scenario().about().name())
                    .isEmpty();
            assertThat(report.result().remarks().faults())
                    .as(report.scenario().about().name())
                    .allMatch(FaultOutcome::triggered);
        });
    }
}

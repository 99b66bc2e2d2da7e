package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueRunTest {

    static List<Scenario> scenarios() {
        return Catalogue.load().all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void endsAsTheFileSays(Scenario scenario) throws InterruptedException {
        var report = Run.of(scenario, RunOptions.DEFAULT);

        assertThat(report.result().differences())
                .withFailMessage(() -> report.result().differences() + "\n" + report.ending() + "\n"
                        + report.result().server() + "\n"
                        + report.client().last().transcript().events())
                .isEmpty();
    }
}

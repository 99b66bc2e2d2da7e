package dev.rdplab.judging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundledExpectationsTest {

    /** Where it does not matter what a program does, its file says why: else a new scenario would pass unseen. */
    @ParameterizedTest
    @EnumSource(names = {"XFREERDP", "XFREERDP3"})
    void everyScenarioThatIsRunHasAnExpectation(Program program) {
        var file = ExpectationFile.bundled(program);

        assertThat(Catalogue.load().all())
                .filteredOn(scenario -> Playbook.unplayable(scenario).isEmpty()
                        && file.skipped(scenario).isEmpty())
                .hasSizeGreaterThan(500)
                .filteredOn(scenario -> file.of(scenario).source().equals("nothing is predicted"))
                .extracting(Scenario::path)
                .isEmpty();
    }
}

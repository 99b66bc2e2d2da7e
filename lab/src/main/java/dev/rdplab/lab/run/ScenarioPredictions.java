package dev.rdplab.lab.run;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Measured;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Map;
import java.util.Set;

/** What is known of each program for a scenario. Measured is said only of a scenario of the catalogue that ends as its file says. */
public final class ScenarioPredictions {

    private ScenarioPredictions() {}

    /** Predictions for the ending that the scenario's file expects. */
    public static Map<Program, Prediction> of(Scenario scenario) {
        var expect = scenario.expect();
        var facts = new Facts(
                expect.stage(), expect.ending(), expect.by().orElse(Role.SERVER), expect.code(), "", "", Set.of());
        return of(scenario, expect.ending(), Predictions.of(facts));
    }

    /**
     * Predictions for a connection on which the scenario was played.
     *
     * @param ending how the connection ended
     * @param predicted by its ending alone
     */
    static Map<Program, Prediction> of(Scenario scenario, EndingKind ending, Map<Program, Prediction> predicted) {
        if (scenario.group().isEmpty()) {
            return Measured.ofOwnFile(!scenario.faults().isEmpty(), ending == EndingKind.COMPLETED, predicted);
        }
        return ending != scenario.expect().ending()
                ? Measured.ofEnding(predicted)
                : Measured.ofCatalogue(
                        scenario.path(),
                        Playbook.unplayable(scenario).isEmpty(),
                        scenario.expect().programs().keySet(),
                        predicted);
    }
}

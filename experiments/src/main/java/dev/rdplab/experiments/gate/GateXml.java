package dev.rdplab.experiments.gate;

import dev.rdplab.lab.evidence.SurefireReport;
import dev.rdplab.lab.evidence.SurefireReport.Case;
import dev.rdplab.lab.evidence.SurefireReport.Failed;
import dev.rdplab.lab.evidence.SurefireReport.Passed;
import java.time.Duration;
import java.util.List;

/** Outcomes as a test report, which CI servers read: a test case for each condition and cell. */
public final class GateXml {

    private GateXml() {}

    /** @param suite its name, such as that of the grid */
    public static String of(String suite, List<Outcome> outcomes) {
        return new SurefireReport(
                        "rdplab sweep " + suite,
                        outcomes.stream().map(each -> test(suite, each)).toList())
                .xml();
    }

    private static Case test(String suite, Outcome outcome) {
        return new Case(
                "rdplab.sweep." + suite,
                (outcome.condition().text() + " " + outcome.cell().id()).strip(),
                Duration.ZERO,
                outcome.fails() ? new Failed(outcome.line(), "", "") : new Passed());
    }
}

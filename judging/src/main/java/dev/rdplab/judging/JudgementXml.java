package dev.rdplab.judging;

import dev.rdplab.lab.evidence.SurefireReport;
import dev.rdplab.lab.evidence.SurefireReport.Case;
import dev.rdplab.lab.evidence.SurefireReport.Failed;
import dev.rdplab.lab.evidence.SurefireReport.Outcome;
import dev.rdplab.lab.evidence.SurefireReport.Passed;
import dev.rdplab.lab.evidence.SurefireReport.Skipped;
import java.time.Duration;
import java.util.List;

/** Judgements as a test report, which CI servers read: a test case for each scenario. */
public final class JudgementXml {

    private JudgementXml() {}

    /** @param program what was judged */
    public static String of(String program, List<Judgement> judgements) {
        return new SurefireReport(
                        "rdplab judge " + program,
                        judgements.stream()
                                .map(each -> new Case(
                                        "rdplab." + program, each.scenario().path(), took(each), outcome(each)))
                                .toList())
                .xml();
    }

    private static Duration took(Judgement judgement) {
        return judgement.outcome().map(outcome -> outcome.took()).orElse(Duration.ZERO);
    }

    private static Outcome outcome(Judgement judgement) {
        if (!judgement.good()) {
            return new Failed(judgement.explanation(), "", judgement.details());
        }
        return judgement.kind() == Judgement.Kind.PASS
                ? new Passed()
                : new Skipped(judgement.kind().word() + ": " + judgement.explanation());
    }
}

package dev.rdplab.lab.evidence;

import dev.rdplab.lab.evidence.SurefireReport.Case;
import dev.rdplab.lab.evidence.SurefireReport.Failed;
import dev.rdplab.lab.evidence.SurefireReport.Outcome;
import dev.rdplab.lab.evidence.SurefireReport.Passed;
import dev.rdplab.lab.result.Result;
import java.util.List;

/** The cases of an evidence folder as a test report. */
final class JunitXml {

    private JunitXml() {}

    /** @param suite its name */
    static String of(String suite, List<EvidenceCase> cases) {
        return new SurefireReport(
                        suite,
                        cases.stream()
                                .map(each -> new Case(suite, each.result().scenario(), each.duration(), outcome(each)))
                                .toList())
                .xml();
    }

    private static Outcome outcome(EvidenceCase each) {
        var result = each.result();
        return result.asExpected()
                ? new Passed()
                : new Failed(message(result), result.client().ending().word(), details(each));
    }

    private static String message(Result result) {
        return result.differences().isEmpty()
                ? "ended at " + result.client().stage() + ": " + result.client().ending()
                : String.join("; ", result.differences());
    }

    private static String details(EvidenceCase each) {
        var text = new StringBuilder("\n");
        var client = each.result().client();
        text.append("client: ").append(client.stage()).append(", ").append(client.ending());
        text.append(" by ").append(client.by());
        text.append(client.detail().isEmpty() ? "" : " (" + client.detail() + ")")
                .append('\n');
        text.append("last sent: ").append(client.lastSent()).append('\n');
        text.append("last received: ").append(client.lastReceived()).append('\n');
        each.result().causes().stream().limit(2).forEach(cause -> text.append("cause: ")
                .append(cause.known().cause())
                .append(" [")
                .append(cause.known().confidence())
                .append("]\nfix: ")
                .append(cause.known().fix())
                .append('\n'));
        if (!each.replay().isEmpty()) {
            text.append("again: ").append(each.replay()).append('\n');
        }
        return text.toString();
    }
}

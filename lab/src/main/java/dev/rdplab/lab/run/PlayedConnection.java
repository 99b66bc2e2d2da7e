package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.lab.result.Deviation;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Remarks;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.transport.ConnectionReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A finished connection of a {@link ScenarioServer}, as the server saw it.
 *
 * @param scenario what was played
 * @param ended when it was over
 * @param fired the faults that were triggered
 * @param problems faults that were due and could not be carried out
 * @param faults every fault of the scenario, and whether it was triggered here
 */
public record PlayedConnection(
        Scenario scenario,
        long seed,
        ConnectionReport report,
        Instant ended,
        List<FaultInjector.Fired> fired,
        List<String> problems,
        List<FaultOutcome> faults) {

    public PlayedConnection {
        fired = List.copyOf(fired);
        problems = List.copyOf(problems);
        faults = List.copyOf(faults);
    }

    /** Number of the connection at its server, from 1. */
    public int number() {
        return report.number();
    }

    public Ending ending() {
        return report.ending();
    }

    /** The outcome; of the client is known what the server saw, so that stands for both. */
    public Result result(LinkUsed link) {
        var side = Side.of(ending());
        var facts = Observed.of(ending(), report.transcript());
        var result = new Result(
                        scenario.path(),
                        OptionalLong.of(seed),
                        link,
                        number(),
                        side,
                        Optional.of(side),
                        Results.stages(report, report.startNanos()),
                        Predictions.of(facts),
                        side.completed() ? List.of() : Causes.of(facts),
                        "",
                        Optional.empty(),
                        problems,
                        List.of())
                .remarks(remarks());
        return Run.predicted(scenario, result);
    }

    /** What the client did that is not allowed and was tolerated, and which faults were triggered. */
    public Remarks remarks() {
        return Remarks.NONE.deviations(Deviation.of(report.transcript())).faults(faults);
    }
}

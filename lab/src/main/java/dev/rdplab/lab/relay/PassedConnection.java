package dev.rdplab.lab.relay;

import dev.rdplab.lab.result.Result;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.relay.LegEnd;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.ConnectionReport;
import java.util.List;
import java.util.Optional;

/**
 * A connection that passed through a {@link ScenarioRelay} and is over.
 *
 * @param number from 1
 * @param client the client's leg, in the words of the client's side
 * @param server the server's leg, in the words of the client's side
 * @param result the verdict
 * @param report both legs as the relay saw them
 */
public record PassedConnection(
        int number, ConnectionReport client, ConnectionReport server, Result result, RelayReport report) {

    static PassedConnection of(RelayReport report, Result result) {
        return new PassedConnection(
                report.number(), leg(report, report.client()), leg(report, report.server()), result, report);
    }

    /** The faults that acted, in the order of the scenario. */
    public List<String> fired() {
        return result.remarks().faults().stream()
                .filter(fault -> fault.triggered())
                .map(fault -> fault.at())
                .toList();
    }

    private static ConnectionReport leg(RelayReport report, RelayReport.Leg leg) {
        return new ConnectionReport(
                report.number(),
                leg.local(),
                leg.peer(),
                ending(leg),
                leg.transcript(),
                leg.stages(),
                report.startNanos(),
                report.endNanos(),
                Optional.empty(),
                leg.recorded());
    }

    /** Where encryption hides the stage, the last one that was known. */
    private static Ending ending(RelayReport.Leg leg) {
        LegEnd end = leg.end();
        var stages = leg.stages();
        var last =
                stages.isEmpty() ? Stage.CONNECT : stages.get(stages.size() - 1).stage();
        return new Ending(
                new Outcome(end.ending(), end.by(), end.code(), end.detail()),
                end.stage().orElse(last),
                end.lastFromClient(),
                end.lastFromServer());
    }
}

package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.transport.ConnectionReport;
import java.util.List;

/**
 * A finished connection of a {@link ScenarioServer}, as the server saw it.
 *
 * @param scenario what was played
 * @param fired the faults that struck
 * @param problems faults that were due and could not be carried out
 */
public record PlayedConnection(
        Scenario scenario, long seed, ConnectionReport report, List<FaultInjector.Fired> fired, List<String> problems) {

    public PlayedConnection {
        fired = List.copyOf(fired);
        problems = List.copyOf(problems);
    }

    /** Number of the connection at its server, from 1. */
    public int number() {
        return report.number();
    }

    public Ending ending() {
        return report.ending();
    }
}

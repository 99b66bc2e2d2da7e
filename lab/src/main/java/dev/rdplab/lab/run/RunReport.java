package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.transport.ConnectionReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of a scenario came to.
 *
 * @param server the connections that the server saw, in order
 * @param fired the faults that struck
 * @param mismatches in what the run differs from the expectation; empty when it is as expected
 */
public record RunReport(
        Scenario scenario,
        long seed,
        UsedLink link,
        ClientReport client,
        List<ConnectionReport> server,
        List<FaultInjector.Fired> fired,
        List<String> mismatches,
        long durationNanos) {

    /** @param layer {@code none} or {@code stream}; with {@code modelled} delays it says so too */
    public record UsedLink(String backend, String layer, Map<String, Object> settings) {}

    public RunReport {
        server = List.copyOf(server);
        fired = List.copyOf(fired);
        mismatches = List.copyOf(mismatches);
    }

    public boolean asExpected() {
        return mismatches.isEmpty();
    }

    /** As the client saw it. */
    public Ending ending() {
        return client.ending();
    }

    /** As the server saw the last connection; empty when it saw none. */
    public Optional<Ending> serverEnding() {
        return server.isEmpty()
                ? Optional.empty()
                : Optional.of(server.get(server.size() - 1).ending());
    }
}

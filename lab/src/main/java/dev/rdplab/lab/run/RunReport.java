package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.transport.ConnectionReport;
import java.util.List;

/**
 * What a run of a scenario came to.
 *
 * @param server the connections that the server saw, in order
 * @param fired the faults that were triggered
 * @param result what came of it, compared with the expectation
 * @param secrets of its TLS connections, as far as the server's engine lets them out
 */
public record RunReport(
        Scenario scenario,
        long seed,
        ClientReport client,
        List<ConnectionReport> server,
        List<FaultInjector.Fired> fired,
        Result result,
        long durationNanos,
        TlsSecrets secrets) {

    public RunReport {
        server = List.copyOf(server);
        fired = List.copyOf(fired);
    }

    public boolean asExpected() {
        return result.asExpected();
    }

    /** The one command that does the same again. */
    public String replay() {
        String name = scenario.group().isEmpty() ? scenario.file() : scenario.path();
        var link = result.link();
        boolean direct = link.backend().equals(LinkUsed.DIRECT.backend());
        String chosen = direct ? "" : " --link " + link.backend();
        chosen = link.virtualTime() ? " --virtual-time" : chosen;
        return OwnCommand.name() + " reproduce " + name + " --seed " + seed + chosen;
    }

    /** As the client saw it. */
    public Ending ending() {
        return client.ending();
    }
}

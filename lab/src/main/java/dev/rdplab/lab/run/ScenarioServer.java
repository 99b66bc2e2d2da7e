package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.SystemEnvironment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The server of a scenario with its faults, for a client that is not ours. Its time and nonces are the system's; the faults
 * repeat with the seed. What lies between the ends is the caller's business.
 */
public final class ScenarioServer implements AutoCloseable {

    private final RdpServer server;

    private ScenarioServer(RdpServer server) {
        this.server = server;
    }

    /**
     * @param listen port 0 for any free one
     * @param finished told of every finished connection, on an event loop: it must not block
     * @throws IOException when the address cannot be had
     */
    public static ScenarioServer start(
            Scenario scenario, InetSocketAddress listen, long seed, Consumer<ConnectionReport> finished)
            throws IOException {
        var lawful = Servers.behaviour(scenario.server());
        return new ScenarioServer(RdpServer.start(ServerOptions.of(lawful)
                .listen(listen)
                .behaviour(
                        (number, peer) -> lawful.with(FaultInjector.of(scenario.faults(), Role.SERVER, number, seed)))
                .environment(number -> SystemEnvironment.now())
                .deadlines(scenario.server().deadlines())
                .finished(finished)));
    }

    public InetSocketAddress address() {
        return server.address();
    }

    /** The connections that have finished, the oldest first. */
    public List<ConnectionReport> finished() {
        return server.finished();
    }

    /** Connections taken so far. */
    public long accepted() {
        return server.counts().accepted();
    }

    /** Waits until no connection is open. @return false when the limit passed before */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return server.awaitIdle(limit);
    }

    @Override
    public void close() {
        server.close();
    }
}

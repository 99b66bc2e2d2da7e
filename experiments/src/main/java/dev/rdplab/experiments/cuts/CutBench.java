package dev.rdplab.experiments.cuts;

import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.Servers;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.serversim.RdpServer;
import dev.rdplab.serversim.ServerOptions;
import dev.rdplab.transport.EventLoops;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One server, and one connection after the other to it, each with faults of its own. For use by one thread. */
final class CutBench implements AutoCloseable {

    /** For a stage without silence: only a machine that stands still needs so long. */
    static final Duration PATIENT = Duration.ofSeconds(20);

    /** For a stage in which silence is to be noticed. */
    static final Duration SHORT = Duration.ofMillis(600);

    /** The same where the short one may have passed because the machine was slow. */
    static final Duration LONG = Duration.ofSeconds(6);

    private static final Duration SETTLE = Duration.ofSeconds(3);

    private final Scenario scenario;
    private final RunOptions options;
    private final EventLoops loops;
    private final LongSupplier clock;
    private final RdpServer server;
    private volatile Interceptor next = Interceptor.NONE;
    private long connections;

    private CutBench(Scenario scenario, RunOptions options) throws IOException {
        this.scenario = scenario;
        this.options = options;
        this.loops = options.virtualTime() ? EventLoops.virtual() : options.loops();
        this.clock = loops.clock();
        var behaviour = Servers.behaviour(scenario.server());
        this.server = RdpServer.start(ServerOptions.of(behaviour)
                .behaviour((number, peer) -> behaviour.with(next))
                .environment(number -> Servers.environment(seed(), "server 1"))
                .clock(clock)
                .loops(loops));
    }

    static CutBench start(Scenario scenario, RunOptions options) throws IOException {
        return new CutBench(scenario, options);
    }

    private long seed() {
        return scenario.seed().orElse(options.seed());
    }

    /** @param deadline of each of the client's stages
     * @return how the client saw it end */
    Ending run(Interceptor clientFaults, Interceptor serverFaults, Duration deadline) throws InterruptedException {
        next = serverFaults;
        var report = RdpClient.run(Clients.options(scenario.client(), server.address())
                .maxAttempts(1)
                .deadlines(Deadlines.each(deadline))
                .faults(attempt -> clientFaults)
                .environment(attempt -> Servers.environment(seed(), "client 1"))
                .clock(clock)
                .loops(loops));
        // The next connection must not meet the faults of this one.
        connections += report.last().peer().isPresent() ? 1 : 0;
        server.awaitFinished(connections, SETTLE);
        return report.ending();
    }

    @Override
    public void close() {
        server.close();
        if (options.virtualTime()) {
            loops.close();
        }
    }
}

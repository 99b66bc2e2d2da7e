package dev.rdplab.verification.real;

import dev.rdplab.chaos.link.Link;
import dev.rdplab.lab.relay.HiddenMoment;
import dev.rdplab.lab.relay.PassedConnection;
import dev.rdplab.lab.relay.ScenarioRelay;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A scenario's faults, played once by a closed relay between a real client and a real server.
 *
 * @param exit of the client
 * @param faults each at its best: triggered if it did so on one of the connections
 */
record RelayedPlay(Scenario scenario, int exit, List<FaultOutcome> faults) {

    private static final Duration STAYS = Duration.ofSeconds(15);

    RelayedPlay {
        faults = List.copyOf(faults);
    }

    /** Scenarios whose faults a closed relay can play. */
    static List<Scenario> playable() {
        return Catalogue.load().all().stream()
                .filter(scenario -> !scenario.faults().isEmpty())
                .filter(scenario -> HiddenMoment.of(scenario).isEmpty())
                .toList();
    }

    /**
     * Plays it.
     *
     * @param port of the server
     * @param client starts the client, given the relay's port; it is ended after 15 s
     */
    static RelayedPlay of(Scenario scenario, int port, IntFunction<RealProcess> client) throws Exception {
        var passed = new LinkedBlockingQueue<PassedConnection>();
        var outcomes = new TreeMap<String, FaultOutcome>();
        int exit;
        try (var relay = ScenarioRelay.start(
                scenario.withLink(Link.DIRECT),
                1,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                Optional.empty(),
                passed::add)) {
            try (var started = client.apply(relay.address().getPort())) {
                exit = started.await(STAYS).exitCode();
            }
            for (int i = 0; i < relay.accepted(); i++) {
                var one = passed.poll(60, TimeUnit.SECONDS);
                if (one == null) {
                    throw new AssertionError(scenario.path() + ": no verdict of connection " + (i + 1));
                }
                one.result()
                        .remarks()
                        .faults()
                        .forEach(fault ->
                                outcomes.merge(fault.at(), fault, (before, now) -> before.triggered() ? before : now));
            }
        }
        return new RelayedPlay(scenario, exit, List.copyOf(outcomes.values()));
    }

    boolean triggered() {
        return !faults.isEmpty() && faults.stream().allMatch(FaultOutcome::triggered);
    }

    /** How the client ended, for a table. */
    String exitText() {
        return exit == Finished.STILL_RUNNING ? "running" : Integer.toString(exit);
    }
}

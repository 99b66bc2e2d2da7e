package dev.rdplab.judging;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.run.Clients;
import dev.rdplab.lab.run.TranscriptText;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The other way round: the lab's client, with the faults that a scenario gives to a client, against another server. */
public final class OwnClient {

    private final InetSocketAddress target;
    private final long seed;
    private final LogonGuard guard;

    private OwnClient(InetSocketAddress target, long seed, LogonGuard guard) {
        this.target = target;
        this.seed = seed;
        this.guard = guard;
    }

    /**
     * @param target one server; its name is looked up for every run if it is unresolved
     * @param guard shared by all runs: an account that the server refused is not presented again
     */
    public static OwnClient against(InetSocketAddress target, long seed, LogonGuard guard) {
        return new OwnClient(target, seed, guard);
    }

    /** Connects once, with the retries of the scenario's client. Scenarios in which the server does wrong are skipped. */
    public Judgement judge(Scenario scenario) {
        var not = unplayable(scenario);
        if (not.isPresent()) {
            return new Judgement(scenario, Judgement.Kind.SKIPPED, not.get(), Optional.empty(), List.of());
        }
        var options = Clients.options(scenario.client(), target)
                .host(target.getHostString())
                .guard(guard);
        var refusal = guard.refusal(options.credentials());
        if (refusal.isPresent()) {
            return new Judgement(
                    scenario, Judgement.Kind.SKIPPED, refusal.get() + "; not again", Optional.empty(), List.of());
        }
        long number = scenario.seed().orElse(seed);
        var report = RdpClient.run(
                options.faults(attempt -> FaultInjector.of(scenario.faults(), Role.CLIENT, attempt, number)));
        var last = report.last();
        var outcome = new Outcome(
                OptionalInt.empty(),
                report.attempts().size(),
                report.ending().stage() == Stage.ACTIVE,
                "",
                Duration.ofNanos(last.endNanos() - last.startNanos()));
        var expect = scenario.expect();
        var differences = new ArrayList<String>();
        if (expect.stage() != report.ending().stage()
                || expect.ending() != report.ending().kind()) {
            differences.add(TranscriptText.ending(report.ending()) + " instead of " + expect.ending() + " in "
                    + expect.stage());
        }
        return new Judgement(
                scenario,
                differences.isEmpty() ? Judgement.Kind.PASS : Judgement.Kind.FAIL,
                String.join("; ", differences),
                Optional.of(outcome),
                report.attempts());
    }

    private static Optional<String> unplayable(Scenario scenario) {
        boolean ofServer =
                scenario.faults().stream().anyMatch(rule -> rule.when().role() == Role.SERVER);
        boolean ofClient =
                scenario.faults().stream().anyMatch(rule -> rule.when().role() == Role.CLIENT);
        return ofServer || !ofClient && scenario.expect().ending() != EndingKind.COMPLETED
                ? Optional.of(scenario.path() + " is about a server that does wrong, and the server is not the lab's")
                : Optional.empty();
    }
}

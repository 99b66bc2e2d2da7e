package dev.rdplab.lab.relay;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.LinkTriggers;
import dev.rdplab.chaos.link.ModelledLoss;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.relay.RelayOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a relay plays of a scenario: its faults, in the name of the real client or the real server. The scenario's own server
 * and client are not played: the real ones stand in their place.
 */
public final class RelayScenario {

    private final Scenario scenario;
    private final long seed;

    private RelayScenario(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    /**
     * Returns what a relay that decrypts nothing plays of a scenario.
     *
     * @throws IllegalArgumentException when there is a fault whose moment it cannot know or that needs keys, with the nearest
     *     moment that it can know; or when there is nothing to play
     */
    public static RelayScenario closed(Scenario scenario, long seed) {
        var problems = problems(scenario);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return new RelayScenario(scenario, seed);
    }

    /**
     * Returns what a relay that ends TLS on both sides plays of a scenario.
     *
     * @throws IllegalArgumentException when there is nothing to play
     */
    public static RelayScenario open(Scenario scenario, long seed) {
        if (nothingToPlay(scenario)) {
            throw new IllegalArgumentException(nothing(scenario));
        }
        return new RelayScenario(scenario, seed);
    }

    private static boolean nothingToPlay(Scenario scenario) {
        return scenario.faults().isEmpty()
                && scenario.link().needsNoProxy()
                && scenario.link().modelled().isEmpty()
                && scenario.relay().isEmpty();
    }

    private static String nothing(Scenario scenario) {
        return scenario.about().file() + ": no fault and no toxic: its server and client are not played by a relay, the"
                + " real ones are; use 'rdplab serve --scenario' for its server";
    }

    /** Returns what keeps a relay that decrypts nothing from playing a scenario, a line each; empty when it can. */
    public static List<String> problems(Scenario scenario) {
        var problems = new ArrayList<String>();
        HiddenMoment.of(scenario)
                .forEach(hidden -> problems.add(scenario.about().file() + ": " + hidden));
        if (nothingToPlay(scenario)) {
            problems.add(nothing(scenario));
        }
        return problems;
    }

    /** Returns the interceptors for a relay, without triggers of a link. */
    public RelayOptions.Faults faults() {
        return faults(Optional.empty());
    }

    /** Returns the interceptors for a relay. @param open the link before the server, for its triggers */
    public RelayOptions.Faults faults(Optional<OpenLink> open) {
        return (role, connection) -> {
            if (role == Role.CLIENT) {
                open.ifPresent(link -> link.prepare(connection));
            }
            var link = scenario.link();
            var interceptor = scenario.faults().stream().anyMatch(rule -> concerns(rule, role, connection))
                    ? FaultInjector.of(scenario.faults(), role, connection, seed)
                    : Interceptor.NONE;
            if (link.modelled().isPresent()) {
                interceptor = ModelledLoss.around(interceptor, link.modelled().get(), role, connection, seed);
            }
            return open.isPresent() ? LinkTriggers.around(interceptor, link, open.get(), role) : interceptor;
        };
    }

    static boolean concerns(Rule rule, Role role, int connection) {
        var moment = rule.when();
        return moment.role() == role
                && (moment.connection().isEmpty() || moment.connection().getAsInt() == connection);
    }

    /** The scenario. */
    public Scenario scenario() {
        return scenario;
    }

    /** What is left to chance. */
    public long seed() {
        return seed;
    }
}

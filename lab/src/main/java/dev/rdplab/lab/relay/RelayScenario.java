package dev.rdplab.lab.relay;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.relay.ClearMessages;
import dev.rdplab.relay.RelayOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a relay plays of a scenario: its faults, in the name of the real client or the real server. The scenario's own server
 * and client are not played: the real ones stand in their place.
 */
public final class RelayScenario {

    /** Faults that need the keys of the connection. */
    private static final Set<String> NEED_KEYS = Set.of("renegotiate", "close-notify-then-silence");

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
        if (scenario.faults().isEmpty() && scenario.link().needsNoProxy()) {
            throw new IllegalArgumentException(nothing(scenario));
        }
        return new RelayScenario(scenario, seed);
    }

    private static String nothing(Scenario scenario) {
        return scenario.about().file() + ": no fault and no toxic: its server and client are not played by a relay, the"
                + " real ones are; use 'rdplab serve --scenario' for its server";
    }

    /** What keeps a relay that decrypts nothing from playing a scenario, a line each; empty when it can. */
    public static List<String> problems(Scenario scenario) {
        var problems = new ArrayList<String>();
        var faults = scenario.faults();
        for (int i = 0; i < faults.size(); i++) {
            var place = scenario.about().file() + ": faults[" + i + "]";
            problem(faults.get(i)).ifPresent(what -> problems.add(place + what));
        }
        if (faults.isEmpty() && scenario.link().needsNoProxy()) {
            problems.add(nothing(scenario));
        }
        return problems;
    }

    private static Optional<String> problem(Rule rule) {
        var kind = FaultKind.of(rule.fault()).word();
        if (NEED_KEYS.contains(kind)) {
            return Optional.of(
                    ".do: '" + kind + "' needs the keys of the connection, which a closed relay does not have;"
                            + " nearest: close-fin, close-rst, silence");
        }
        var moment = rule.when();
        var hidden = moment.on().filter(name -> !name.equals(Moment.ANY) && !ClearMessages.NAMES.contains(name));
        if (hidden.isPresent()) {
            return Optional.of(".at.on: '" + hidden.get() + "' is encrypted, so a closed relay cannot see it; nearest: "
                    + nearest(moment) + "; allowed: any, " + String.join(", ", ClearMessages.NAMES));
        }
        return moment.stage()
                .filter(stage -> !ClearMessages.STAGES.contains(stage))
                .map(stage -> ".at.stage: where '" + stage + "' begins is encrypted, so a closed relay cannot know it;"
                        + " nearest: " + nearest(moment) + "; allowed: "
                        + String.join(
                                ", ",
                                ClearMessages.STAGES.stream()
                                        .map(Object::toString)
                                        .toList()));
    }

    private static String nearest(Moment moment) {
        var first = moment.stage().filter(ClearMessages.STAGES::contains);
        var records = "on: ApplicationData with an occurrence";
        return first.map(stage -> "stage: " + stage + " without on, or " + records)
                .orElse(records + ", or a wire offset");
    }

    /** The interceptors for a relay. */
    public RelayOptions.Faults faults() {
        return (role, connection) -> scenario.faults().stream().anyMatch(rule -> concerns(rule, role, connection))
                ? FaultInjector.of(scenario.faults(), role, connection, seed)
                : Interceptor.NONE;
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

package dev.rdplab.lab.relay;

import dev.rdplab.chaos.fault.Endings;
import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import dev.rdplab.relay.ClearMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A moment that a relay without keys cannot know, or a fault that it cannot make.
 *
 * @param key the place in the scenario file, such as {@code faults[0].at.on}
 * @param problem why not
 * @param nearest what comes nearest to it and can be known
 * @param allowed what may stand there; may be empty
 */
public record HiddenMoment(String key, String problem, String nearest, String allowed) {

    /** Faults that need the keys of the connection. */
    private static final Set<String> NEED_KEYS = Set.of("renegotiate", "close-notify-then-silence");

    private static final String RECORDS = "on: ApplicationData with an occurrence";

    /** Returns what a closed relay cannot do of a scenario, in the order of its faults; empty when it can do all. */
    public static List<HiddenMoment> of(Scenario scenario) {
        var hidden = new ArrayList<HiddenMoment>();
        for (int i = 0; i < scenario.faults().size(); i++) {
            of("faults[" + i + "]", scenario.faults().get(i)).ifPresent(hidden::add);
        }
        var triggers = scenario.link().triggers();
        for (int i = 0; i < triggers.size(); i++) {
            var trigger = triggers.get(i);
            var place = "link.triggers[" + i + "]";
            message(place + ".on", trigger.on(), trigger.stage())
                    .or(() -> stage(place + ".stage", trigger.stage(), trigger.on()))
                    .ifPresent(hidden::add);
        }
        return List.copyOf(hidden);
    }

    private static Optional<HiddenMoment> of(String place, Rule rule) {
        var kind = FaultKind.of(rule.fault()).word();
        if (NEED_KEYS.contains(kind)) {
            return Optional.of(new HiddenMoment(
                    place + ".do",
                    "'" + kind + "' needs the keys of the connection, which a closed relay does not have",
                    "close-fin, close-rst, silence",
                    ""));
        }
        if (rule.fault() instanceof Endings.TlsAlert alert && alert.inside().equals(Optional.of(true))) {
            return Optional.of(new HiddenMoment(
                    place + ".do",
                    "an encrypted alert needs the keys of the connection, which a closed relay does not have",
                    "tls-alert with inside: false, close-rst",
                    ""));
        }
        var moment = rule.when();
        return message(place + ".at.on", moment.on(), moment.stage())
                .or(() -> stage(place + ".at.stage", moment.stage(), moment.on()));
    }

    private static Optional<HiddenMoment> message(String key, Optional<String> on, Optional<Stage> stage) {
        return on.filter(name -> !name.equals(Moment.ANY) && !ClearMessages.NAMES.contains(name))
                .map(name -> new HiddenMoment(
                        key,
                        "'" + name + "' is encrypted, so a closed relay cannot see it",
                        nearest(stage, on),
                        "any, " + String.join(", ", ClearMessages.NAMES)));
    }

    private static Optional<HiddenMoment> stage(String key, Optional<Stage> stage, Optional<String> on) {
        return stage.filter(wanted -> !ClearMessages.STAGES.contains(wanted))
                .map(wanted -> new HiddenMoment(
                        key,
                        "where '" + wanted + "' begins is encrypted, so a closed relay cannot know it",
                        nearest(stage, on),
                        ClearMessages.STAGES.stream().map(Stage::word).collect(Collectors.joining(", "))));
    }

    private static String nearest(Optional<Stage> stage, Optional<String> on) {
        return stage.or(() -> on.flatMap(HiddenMoment::stage))
                .filter(ClearMessages.STAGES::contains)
                .map(known -> "stage: " + known + " without on, or " + RECORDS)
                .orElse(RECORDS + ", or a wire offset");
    }

    /** The first stage behind TLS that a message belongs to, where that is known of its name. */
    private static Optional<Stage> stage(String message) {
        var name = message.toLowerCase(Locale.ROOT);
        if (name.startsWith("tsrequest") || name.contains("ntlm") || name.contains("spnego") || name.contains("krb")) {
            return Optional.of(Stage.CREDSSP);
        }
        if (name.startsWith("rdstls")) {
            return Optional.of(Stage.RDSTLS);
        }
        return name.equals("connectinitial") ? Optional.of(Stage.MCS_CONNECT) : Optional.empty();
    }

    /** One line: {@code KEY: PROBLEM; nearest: NEAREST; allowed: ALLOWED}. */
    @Override
    public String toString() {
        return key + ": " + problem + "; nearest: " + nearest + (allowed.isEmpty() ? "" : "; allowed: " + allowed);
    }
}

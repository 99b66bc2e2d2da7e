package dev.rdplab.lab.relay;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.lab.result.Legs;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Remarks;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.result.StageTime;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Measured;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.ForwardingInterceptor;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.relay.LegEnd;
import dev.rdplab.relay.RelayReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The result of a relayed connection: both legs, the faults, and what real clients show for the client's leg. */
public final class RelayResult {

    /** Endings whose verdicts are kept: a relay sees the same few again and again. */
    private static final int KEPT = 256;

    private static final Map<Facts, Known> VERDICTS = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Facts, Known> eldest) {
            return size() > KEPT;
        }
    };

    private record Known(Map<Program, Prediction> predictions, List<RankedCause> causes) {
        static Known of(Facts facts) {
            synchronized (VERDICTS) {
                return VERDICTS.computeIfAbsent(
                        facts, unknown -> new Known(Measured.ofEnding(Predictions.of(unknown)), Causes.of(unknown)));
            }
        }
    }

    private RelayResult() {}

    /** @param subject the target, for a relay without a scenario */
    public static Result of(RelayReport report, Optional<RelayScenario> played, String subject, LinkUsed link) {
        var client = side(report.client().end());
        var server = side(report.server().end());
        var known = Known.of(Observed.ofRequest(facts(client), report.client().transcript()));
        var blamed = serverFirst(report, client, server)
                ? Known.of(Observed.ofRequest(facts(server), report.server().transcript()))
                : known;
        var faults = played.map(scenario -> outcomes(report, scenario)).orElse(List.of());
        return new Result(
                        played.map(scenario -> scenario.scenario().path()).orElse(subject),
                        played.map(scenario -> OptionalLong.of(scenario.seed())).orElse(OptionalLong.empty()),
                        link,
                        report.number(),
                        client,
                        Optional.of(server),
                        stages(report),
                        known.predictions(),
                        client.completed() ? List.of() : blamed.causes(),
                        "",
                        expected(played),
                        problems(report),
                        List.of())
                .remarks(Remarks.NONE.faults(faults).legs(new Legs(client, server)));
    }

    private static Facts facts(Side side) {
        return new Facts(
                side.stage(), side.ending(), side.by(), side.code(), side.lastSent(), side.lastReceived(), Set.of());
    }

    /** Whether the client's leg ended only because the server, or the way to it, had ended the other. */
    private static boolean serverFirst(RelayReport report, Side client, Side server) {
        var before = ended(report.server());
        var after = ended(report.client());
        boolean unreached = server.stage() == Stage.CONNECT && !server.completed();
        return client.by() == Role.SERVER
                && (server.by() == Role.SERVER || unreached)
                && before.isPresent()
                && after.isPresent()
                && before.getAsLong() <= after.getAsLong();
    }

    private static OptionalLong ended(RelayReport.Leg leg) {
        return leg.transcript().events().stream()
                .filter(event -> event.kind() == Transcript.Kind.ENDING)
                .mapToLong(Transcript.Event::nanos)
                .findFirst();
    }

    /** Only a scenario with a relay says what is expected of one: the others' expectations are of the lab's own ends. */
    private static Optional<Expectation> expected(Optional<RelayScenario> played) {
        return played.map(RelayScenario::scenario)
                .filter(scenario -> scenario.relay().isPresent())
                .map(Scenario::expect);
    }

    private static Side side(LegEnd end) {
        return new Side(
                end.stage().orElse(null),
                end.ending(),
                end.by(),
                end.code(),
                end.detail(),
                end.lastFromClient(),
                end.lastFromServer());
    }

    private static List<StageTime> stages(RelayReport report) {
        return report.client().stages().stream()
                .map(stage -> new StageTime(
                        stage.stage(),
                        Duration.ofNanos(Math.max(0, stage.startNanos() - report.startNanos())),
                        Duration.ofNanos(stage.durationNanos()),
                        stage.traffic().sent(),
                        stage.traffic().received()))
                .toList();
    }

    private static Stream<FaultInjector> injectors(RelayReport report) {
        return Stream.<Interceptor>of(report.asClient(), report.asServer())
                .map(RelayResult::innermost)
                .filter(FaultInjector.class::isInstance)
                .map(FaultInjector.class::cast);
    }

    /** Without the link around the faults. */
    private static Interceptor innermost(Interceptor interceptor) {
        var inner = interceptor;
        while (inner instanceof ForwardingInterceptor forwarding) {
            inner = forwarding.next();
        }
        return inner;
    }

    private static List<String> problems(RelayReport report) {
        return injectors(report)
                .flatMap(injector -> injector.problems().stream())
                .toList();
    }

    /** Whether each fault of this connection acted. */
    private static List<FaultOutcome> outcomes(RelayReport report, RelayScenario played) {
        var fired = injectors(report)
                .flatMap(injector -> injector.fired().stream())
                .map(FaultInjector.Fired::rule)
                .toList();
        var outcomes = new ArrayList<FaultOutcome>();
        for (Rule rule : played.scenario().faults()) {
            if (RelayScenario.concerns(rule, rule.when().role(), report.number())) {
                boolean triggered = fired.contains(rule);
                outcomes.add(new FaultOutcome(rule.toString(), triggered, triggered ? "" : why(report, rule)));
            }
        }
        return outcomes;
    }

    private static String why(RelayReport report, Rule rule) {
        return problems(report).stream()
                .filter(problem -> problem.startsWith(rule.toString()))
                .findFirst()
                .orElse("its moment did not come, or not in the clear");
    }
}

package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.lab.result.FaultOutcome;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.ConnectionReport;
import java.util.ArrayList;
import java.util.List;

/** Says of each fault of a scenario whether it was triggered on a connection, and if not, why. */
final class FaultOutcomes {

    private FaultOutcomes() {}

    /** @param injector of this connection */
    static List<FaultOutcome> of(List<Rule> rules, FaultInjector injector, ConnectionReport report, Role role) {
        var fired = injector.fired().stream().map(FaultInjector.Fired::rule).toList();
        var outcomes = new ArrayList<FaultOutcome>();
        for (Rule rule : rules) {
            boolean struck = fired.contains(rule);
            outcomes.add(new FaultOutcome(
                    rule.when().toString(), struck, struck ? "" : why(rule, injector.problems(), report, role)));
        }
        return outcomes;
    }

    private static String why(Rule rule, List<String> problems, ConnectionReport report, Role role) {
        var when = rule.when();
        var problem = problems.stream()
                .filter(text -> text.startsWith(rule + ": "))
                .map(text -> text.substring((rule + ": ").length()))
                .findFirst();
        if (problem.isPresent()) {
            return problem.get();
        }
        if (when.role() != role) {
            return "it is a fault of the " + when.role();
        }
        if (when.connection().isPresent() && when.connection().getAsInt() != report.number()) {
            return "it is for connection " + when.connection().getAsInt();
        }
        return missed(when, report.transcript().events(), report.ending().stage());
    }

    private static String missed(Moment when, List<Transcript.Event> events, Stage ended) {
        String end = "the connection ended in stage " + ended;
        if (when.wire().isPresent()) {
            return end + " before byte " + when.wire().get().offset();
        }
        if (when.stage().isPresent()
                && events.stream().noneMatch(e -> entered(e, when.stage().get()))) {
            return end + " before stage " + when.stage().get();
        }
        if (when.on().isEmpty() || when.on().get().equals(Moment.ANY)) {
            return end + " before its moment came";
        }
        String name = when.on().get();
        long came = events.stream().filter(event -> named(event, name)).count();
        if (came == 0) {
            return end + " without " + name;
        }
        long there = events.stream()
                .filter(event -> named(event, name))
                .filter(event ->
                        when.stage().map(stage -> stage == event.stage()).orElse(true))
                .count();
        if (there == 0) {
            return name + " came in another stage than " + when.stage().orElseThrow();
        }
        return there < when.occurrence()
                ? name + " came " + there + " times, occurrence " + when.occurrence() + " is meant"
                : name + " did not go the way that is meant";
    }

    private static boolean entered(Transcript.Event event, Stage stage) {
        return event.kind() == Transcript.Kind.STAGE && event.stage() == stage;
    }

    private static boolean named(Transcript.Event event, String name) {
        return event.pdu().equals(name)
                || event.carries().equals(name)
                || event.carries().contains("(" + name)
                || event.kind() == Transcript.Kind.SIGNAL && event.detail().contains(" " + name + " ");
    }
}

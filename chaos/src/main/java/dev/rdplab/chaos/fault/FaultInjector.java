package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Rewrites the effects of one end of one connection when a rule's moment has come: the same rules, seed, connection number
 * and messages give the same effects. Each rule acts once on a connection unless its moment says every.
 *
 * <p>A rule that cannot be carried out, such as one that names a field the message does not have, leaves the message as it
 * is and is listed in {@link #problems()}; the caller must look there.
 */
public final class FaultInjector implements Interceptor {

    /** A rule that acted. @param where the message, stage or offset at which it did */
    public record Fired(Rule rule, String where) {
        @Override
        public String toString() {
            return rule + " (at " + where + ")";
        }
    }

    private final List<ArmedRule> armed;
    private final WireFaults wire;
    private final List<Fired> fired = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private Hold held;
    private Effect.Layer heldLayer;
    private boolean begun;
    private boolean ended;

    private FaultInjector(List<ArmedRule> armed) {
        this.armed = armed.stream().filter(a -> a.moment().wire().isEmpty()).toList();
        this.wire = new WireFaults(
                armed.stream().filter(a -> a.moment().wire().isPresent()).toList(), fired, problems);
    }

    /** @param connection number of the connection within the run, from 1 */
    public static FaultInjector of(List<Rule> rules, Role role, int connection, long seed) {
        var armed = new ArrayList<ArmedRule>();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).when().concerns(role, connection)) {
                armed.add(new ArmedRule(rules.get(i), i, connection, seed));
            }
        }
        return new FaultInjector(armed);
    }

    /** The rules that acted so far, in order. Safe to read from any thread. */
    public List<Fired> fired() {
        return List.copyOf(fired);
    }

    /** Rules that should have acted and could not, each with the reason. Safe to read from any thread. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Rules of this connection whose moment has not come. */
    public List<Rule> unfired() {
        var acted = fired.stream().map(Fired::rule).toList();
        return Stream.concat(armed.stream(), wire.armed().stream())
                .map(ArmedRule::rule)
                .filter(rule -> !acted.contains(rule))
                .toList();
    }

    @Override
    public List<Effect> entered(Role role, int connection, Stage stage) {
        // A state machine may begin in x224: TCP is up all the same, and that is the stage connect.
        var effects = new ArrayList<Effect>();
        if (!begun && stage != Stage.CONNECT) {
            enter(role, Stage.CONNECT, effects);
        }
        begun = true;
        enter(role, stage, effects);
        return effects;
    }

    private void enter(Role role, Stage stage, List<Effect> effects) {
        for (ArmedRule one : armed) {
            if (!ended && one.begins(stage)) {
                react(one, role, stage, "stage " + stage, effects);
            }
        }
    }

    @Override
    public List<Effect> sending(Occasion occasion, Effect.Send send) {
        if (ended) {
            return List.of();
        }
        var before = new ArrayList<Effect>();
        var after = new ArrayList<Effect>();
        Effect.Send current = send;
        Hold taken = null;
        for (ArmedRule one : armed) {
            if (current == null || ended || !one.strikes(occasion)) {
                continue;
            }
            var struck = change(one, occasion, current);
            before.addAll(struck.before());
            after.addAll(struck.after());
            current = struck.send().orElse(null);
            ended = struck.ends();
            taken = struck.hold().orElse(taken);
        }
        if (current != null) {
            before.add(current);
        }
        before.addAll(after);
        var effects = released(before);
        if (taken != null) {
            held = taken;
            heldLayer = send.layer();
        }
        return effects.equals(List.of(send)) ? List.of(send) : effects;
    }

    private FaultResult change(ArmedRule one, Occasion occasion, Effect.Send send) {
        var strike = one.strike(occasion.role(), occasion.stage(), send.layer() == Effect.Layer.WIRE);
        try {
            var fault = one.rule().fault();
            var struck = fault instanceof PointFault point
                    ? FaultResult.around(strike.when(), send, point.act(strike), point.ends())
                    : ((MessageFault) fault).change(strike, send);
            fired.add(new Fired(one.rule(), send.message().title()));
            return struck;
        } catch (Misfit misfit) {
            problems.add(one.rule() + ": " + misfit.getMessage());
            return FaultResult.changed(send);
        }
    }

    /** Passes sends through the hold, if there is one. */
    private List<Effect> released(List<Effect> effects) {
        if (held == null) {
            return effects;
        }
        var out = new ArrayList<Effect>();
        for (Effect effect : effects) {
            if (held == null || !(effect instanceof Effect.Send send) || send.layer() != heldLayer) {
                out.add(effect);
                continue;
            }
            var release = held.next(send);
            if (release.isPresent()) {
                held = null;
                out.addAll(release.get());
            }
        }
        return out;
    }

    @Override
    public Reception received(Occasion occasion, Message message) {
        if (ended) {
            return new Reception(List.of(), false);
        }
        var first = new ArrayList<Effect>();
        boolean proceed = true;
        for (ArmedRule one : armed) {
            if (proceed && one.strikes(occasion)) {
                proceed = react(one, occasion.role(), occasion.stage(), message.title(), first);
            }
        }
        return first.isEmpty() && proceed ? Reception.PROCEED : new Reception(first, proceed);
    }

    /** @return false when what was due is not to be done */
    private boolean react(ArmedRule one, Role role, Stage stage, String where, List<Effect> effects) {
        var strike = one.strike(role, stage, false);
        try {
            var fault = one.rule().fault();
            var reception = fault instanceof PointFault point
                    ? new Reception(point.act(strike), !point.ends())
                    : ((MessageFault) fault).react(strike);
            fired.add(new Fired(one.rule(), where));
            effects.addAll(reception.first());
            ended = ended || fault instanceof PointFault point && point.ends();
            return reception.proceed();
        } catch (Misfit misfit) {
            problems.add(one.rule() + ": " + misfit.getMessage());
            return true;
        }
    }

    @Override
    public boolean watchesWire() {
        return !wire.armed().isEmpty();
    }

    @Override
    public List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
        var effects = wire.pass(role, sender, offset, chunk);
        ended = ended || wire.ended();
        return effects;
    }
}

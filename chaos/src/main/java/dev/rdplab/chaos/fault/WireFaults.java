package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The rules of one connection that act on raw bytes, below TLS. */
final class WireFaults {

    private final List<ArmedRule> armed;
    private final List<FaultInjector.Fired> fired;
    private final List<String> problems;
    private final List<ArmedRule> lasting = new ArrayList<>();
    private boolean ended;

    WireFaults(List<ArmedRule> armed, List<FaultInjector.Fired> fired, List<String> problems) {
        this.armed = armed;
        this.fired = fired;
        this.problems = problems;
    }

    List<ArmedRule> armed() {
        return armed;
    }

    boolean ended() {
        return ended;
    }

    List<Effect> pass(Role role, Role sender, long offset, Bytes chunk) {
        if (ended) {
            return List.of();
        }
        for (ArmedRule one : armed) {
            var wire = one.moment().wire().orElseThrow();
            long cut = wire.offset() - offset;
            // At the very end of a chunk the bytes have passed: waiting for the next one could be for ever.
            if (wire.sender() == sender && !one.spent() && cut >= 0 && cut <= chunk.length()) {
                one.spend();
                fired.add(new FaultInjector.Fired(one.rule(), "offset " + wire.offset()));
                return strike(one, role, sender, offset, chunk, (int) cut);
            }
        }
        return onwards(role, sender, chunk);
    }

    private List<Effect> strike(ArmedRule one, Role role, Role sender, long offset, Bytes chunk, int cut) {
        var effects = new ArrayList<Effect>();
        if (cut > 0) {
            effects.addAll(onwards(role, sender, chunk.slice(0, cut)));
        }
        var strike = one.strike(role, Stage.TLS, true);
        if (one.rule().fault() instanceof PointFault point) {
            effects.addAll(point.act(strike));
            ended = point.ends();
        } else if (one.rule().fault().lasts()) {
            lasting.add(one);
        } else {
            return changed(one, strike, effects, role, sender, offset, chunk, cut);
        }
        if (!ended && cut < chunk.length()) {
            effects.addAll(pass(role, sender, offset + cut, chunk.slice(cut)));
        }
        return effects;
    }

    private List<Effect> changed(
            ArmedRule one,
            Strike strike,
            List<Effect> effects,
            Role role,
            Role sender,
            long offset,
            Bytes chunk,
            int cut) {
        try {
            var struck = ((MessageFault) one.rule().fault()).change(strike, send(chunk.slice(cut)));
            effects.addAll(struck.before());
            struck.send()
                    .ifPresent(s ->
                            effects.addAll(onwards(role, sender, s.message().bytes())));
            effects.addAll(struck.after());
        } catch (Misfit misfit) {
            problems.add(one.rule() + ": " + misfit.getMessage());
            effects.addAll(pass(role, sender, offset + cut, chunk.slice(cut)));
        }
        return effects;
    }

    /** Bytes that no rule cuts now; a drip or split that has begun continues for the whole direction. */
    private List<Effect> onwards(Role role, Role sender, Bytes chunk) {
        if (chunk.isEmpty()) {
            return List.of();
        }
        for (ArmedRule one : lasting) {
            if (one.moment().wire().orElseThrow().sender() == sender) {
                var struck = ((MessageFault) one.rule().fault()).change(one.strike(role, Stage.TLS, true), send(chunk));
                var effects = new ArrayList<>(struck.before());
                struck.send().ifPresent(effects::add);
                return effects;
            }
        }
        return List.of(send(chunk));
    }

    private static Effect.Send send(Bytes chunk) {
        return new Effect.Send(Message.raw("", chunk), Effect.Layer.WIRE);
    }
}

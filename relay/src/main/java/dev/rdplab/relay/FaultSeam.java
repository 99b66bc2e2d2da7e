package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shows what passes to the interceptors of both ends, and queues what they want done instead. */
final class FaultSeam {

    private final int number;
    private final Sight sight;
    private final Map<Role, Interceptor> interceptors;
    private final Map<Role, Passage> passages;
    private final Map<Role, LegStory> stories;
    private final Map<String, Integer> counts = new HashMap<>();

    FaultSeam(
            int number,
            Sight sight,
            Map<Role, Interceptor> interceptors,
            Map<Role, Passage> passages,
            Map<Role, LegStory> stories) {
        this.number = number;
        this.sight = sight;
        this.interceptors = interceptors;
        this.passages = passages;
        this.stories = stories;
    }

    /** Whether no interceptor can act, so that bytes may pass as they come. */
    boolean none() {
        return interceptors.values().stream().allMatch(Interceptor.NONE::equals);
    }

    Interceptor as(Role role) {
        return interceptors.get(role);
    }

    /** A stage begins. */
    void entered(Stage stage) {
        for (Role role : Role.values()) {
            var first = interceptors.get(role).entered(role, number, stage);
            if (!first.isEmpty()) {
                tell("stage " + stage + ", by the " + role.word(), first);
                first.forEach(effect -> passages.get(role).add(Passage.piece(effect)));
            }
        }
    }

    /** A message is about to pass: it is sent by one end, then received by the other. */
    void passing(Role sender, Message message) {
        var send = new Effect.Send(message, Effect.Layer.WIRE);
        var instead = interceptors.get(sender).sending(occasion(sender, true, message), send);
        if (instead.size() != 1 || instead.get(0) != send) {
            tell("on " + message.title() + ", sent by the " + sender.word(), instead);
        }
        for (Effect effect : instead) {
            if (effect instanceof Effect.Send out && !out.message().pdu().isEmpty()) {
                reception(sender, out);
            } else {
                passages.get(sender).add(Passage.piece(effect));
            }
        }
    }

    private void reception(Role sender, Effect.Send send) {
        Role receiver = sender.peer();
        var reception = interceptors.get(receiver).received(occasion(receiver, false, send.message()), send.message());
        if (!reception.first().isEmpty() || !reception.proceed()) {
            tell("on " + send.message().title() + ", received by the " + receiver.word(), reception.first());
        }
        reception.first().forEach(effect -> passages.get(receiver).add(Passage.piece(effect)));
        if (reception.proceed()) {
            passages.get(sender).add(Passage.piece(send));
        }
    }

    private Occasion occasion(Role role, boolean sending, Message message) {
        return new Occasion(
                role,
                number,
                sight.stage(),
                sending,
                message.pdu(),
                message.carries(),
                count(role, sending, message.pdu()),
                message.carries().isEmpty() ? 0 : count(role, sending, message.carries()));
    }

    private int count(Role role, boolean sending, String name) {
        return counts.merge(role + (sending ? ">" : "<") + name, 1, Integer::sum);
    }

    /** Faults at raw offsets, first in the sender's name, then in the receiver's. */
    List<Piece> onWire(Role sender, Bytes bytes) {
        List<Piece> pieces = new ArrayList<>();
        long offset = stories.get(sender.peer()).from(sender);
        for (Effect effect : wire(sender, sender, offset, bytes)) {
            if (effect instanceof Effect.Send send) {
                var part = send.message().bytes();
                for (Effect other : wire(sender.peer(), sender, offset, part)) {
                    if (other instanceof Effect.Send out) {
                        pieces.add(new Piece.Write(out.message().bytes()));
                    } else {
                        passages.get(sender.peer()).add(Passage.piece(other));
                    }
                }
                offset += part.length();
            } else {
                pieces.add(Passage.piece(effect));
            }
        }
        return pieces;
    }

    private List<Effect> wire(Role role, Role sender, long offset, Bytes bytes) {
        var as = interceptors.get(role);
        if (!as.watchesWire()) {
            return List.of(new Effect.Send(Message.raw("", bytes), Effect.Layer.WIRE));
        }
        var effects = as.wire(role, number, sender, offset, bytes);
        boolean untouched = effects.size() == 1
                && effects.get(0) instanceof Effect.Send send
                && send.message().bytes().equals(bytes);
        if (!untouched) {
            tell("on the wire, bytes of the " + sender.word() + " from " + offset, effects);
        }
        return effects;
    }

    private void tell(String where, List<Effect> instead) {
        String what = instead.isEmpty()
                ? "omitted"
                : String.join(
                        ", ",
                        instead.stream().map(e -> e.getClass().getSimpleName()).toList());
        stories.values().forEach(story -> story.fault(where + ": " + what));
    }
}

package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fault made of a send.
 *
 * @param before effects in front of the message
 * @param send the message or its last part, on which further rules may act; empty when it is gone
 * @param after effects behind the message
 * @param ends whether nothing later is done any more
 * @param hold set when the message is kept back until a later one comes
 */
record FaultResult(
        List<Effect> before, Optional<Effect.Send> send, List<Effect> after, boolean ends, Optional<Hold> hold) {

    FaultResult {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    static FaultResult changed(Effect.Send send) {
        return new FaultResult(List.of(), Optional.of(send), List.of(), false, Optional.empty());
    }

    static FaultResult gone() {
        return new FaultResult(List.of(), Optional.empty(), List.of(), false, Optional.empty());
    }

    static FaultResult held(Hold hold) {
        return new FaultResult(List.of(), Optional.empty(), List.of(), false, Optional.of(hold));
    }

    /** The effects with the message cut in two around them, or at one of its ends. */
    static FaultResult around(When when, Effect.Send send, List<Effect> middle, boolean ends) {
        int length = send.message().bytes().length();
        int cut = when.cut(length);
        var head = part(send, 0, cut);
        if (when.place() == When.Place.AFTER) {
            return new FaultResult(List.of(), Optional.of(send), middle, ends, Optional.empty());
        }
        var before = new ArrayList<Effect>();
        if (cut > 0) {
            before.add(head);
        }
        before.addAll(middle);
        var tail = ends || cut == length ? Optional.<Effect.Send>empty() : Optional.of(part(send, cut, length));
        return new FaultResult(before, tail, List.of(), ends, Optional.empty());
    }

    /**
     * Bytes {@code from} to {@code to} of a message. Only the part that completes it bears the plain name, so that a
     * transcript never claims more was sent than was.
     */
    static Effect.Send part(Effect.Send send, int from, int to) {
        Message whole = send.message();
        int length = whole.bytes().length();
        if (from == 0 && to == length) {
            return send;
        }
        boolean last = to == length;
        String name = last || whole.pdu().isEmpty() ? whole.pdu() : whole.pdu() + "[" + from + ".." + to + ")";
        return new Effect.Send(
                new Message(name, last ? whole.carries() : "", whole.bytes().slice(from, to), List.of()), send.layer());
    }
}

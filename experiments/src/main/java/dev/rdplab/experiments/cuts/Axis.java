package dev.rdplab.experiments.cuts;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Watches one end of an undisturbed connection and notes at which byte each of its messages begins. Changes nothing. */
final class Axis implements Interceptor {

    private final Role role;
    private final List<Mark> marks = new ArrayList<>();
    private int sent;

    Axis(Role role) {
        this.role = role;
    }

    /** In order. */
    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    /** Raw bytes that this end has sent. */
    synchronized int sent() {
        return sent;
    }

    @Override
    public List<Effect> entered(Role end, int connection, Stage stage) {
        return List.of();
    }

    @Override
    public synchronized List<Effect> sending(Occasion occasion, Effect.Send send) {
        String title = send.message().title();
        var last = marks.isEmpty() ? null : marks.get(marks.size() - 1);
        if (last != null && last.offset() == sent) {
            marks.set(marks.size() - 1, new Mark(role, sent, last.stage(), last.pdus() + " + " + title));
        } else {
            marks.add(new Mark(role, sent, occasion.stage(), title));
        }
        return List.of(send);
    }

    @Override
    public Reception received(Occasion occasion, Message message) {
        return Reception.PROCEED;
    }

    @Override
    public boolean watchesWire() {
        return true;
    }

    @Override
    public synchronized List<Effect> wire(Role end, int connection, Role sender, long offset, Bytes chunk) {
        if (sender == role) {
            sent = (int) offset + chunk.length();
        }
        return Interceptor.super.wire(end, connection, sender, offset, chunk);
    }
}

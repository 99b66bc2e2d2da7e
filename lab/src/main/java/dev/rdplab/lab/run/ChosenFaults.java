package dev.rdplab.lab.run;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Passes everything to another interceptor, which may be exchanged while the connection lives, on its own event loop; and
 * tells when the session is up.
 */
final class ChosenFaults implements Interceptor {

    private final IntConsumer active;
    private Interceptor chosen;

    ChosenFaults(Interceptor first, IntConsumer active) {
        this.chosen = first;
        this.active = active;
    }

    void choose(Interceptor other) {
        chosen = other;
    }

    @Override
    public List<Effect> entered(Role role, int connection, Stage stage) {
        if (stage == Stage.ACTIVE) {
            active.accept(connection);
        }
        return chosen.entered(role, connection, stage);
    }

    @Override
    public List<Effect> sending(Occasion occasion, Effect.Send send) {
        return chosen.sending(occasion, send);
    }

    @Override
    public Reception received(Occasion occasion, Message message) {
        return chosen.received(occasion, message);
    }

    @Override
    public boolean watchesWire() {
        return chosen.watchesWire();
    }

    @Override
    public List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
        return chosen.wire(role, connection, sender, offset, chunk);
    }
}

package dev.rdplab.lab.run;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.ForwardingInterceptor;
import dev.rdplab.protocol.handshake.Interceptor;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Passes everything to another interceptor, which may be exchanged while the connection lives, on its own event loop; and
 * tells of the stages.
 */
final class ChosenFaults implements ForwardingInterceptor {

    private final ConnectionWatch watch;
    private final IntConsumer active;
    private Interceptor chosen;

    ChosenFaults(Interceptor first, ConnectionWatch watch, IntConsumer active) {
        this.watch = watch;
        this.chosen = first;
        this.active = active;
    }

    void choose(Interceptor other) {
        chosen = other;
    }

    @Override
    public Interceptor next() {
        return chosen;
    }

    @Override
    public List<Effect> entered(Role role, int connection, Stage stage) {
        watch.entered(connection, stage);
        if (stage == Stage.ACTIVE) {
            active.accept(connection);
        }
        return ForwardingInterceptor.super.entered(role, connection, stage);
    }
}

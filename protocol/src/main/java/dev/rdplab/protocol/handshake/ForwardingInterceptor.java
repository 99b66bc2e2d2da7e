package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/** Passes everything on to another interceptor; subtypes override what they change. */
public interface ForwardingInterceptor extends Interceptor {

    Interceptor next();

    @Override
    default List<Effect> entered(Role role, int connection, Stage stage) {
        return next().entered(role, connection, stage);
    }

    @Override
    default List<Effect> sending(Occasion occasion, Effect.Send send) {
        return next().sending(occasion, send);
    }

    @Override
    default Reception received(Occasion occasion, Message message) {
        return next().received(occasion, message);
    }

    @Override
    default boolean watchesWire() {
        return next().watchesWire();
    }

    @Override
    default List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
        return next().wire(role, connection, sender, offset, chunk);
    }
}

package dev.rdplab.clientsim;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/**
 * What mstsc does with a certificate it does not know: it drops the connection once TLS is up, asks its user, and comes back
 * on a new connection. Nothing is said inside TLS before.
 */
record CertificatePrompt(Interceptor next) implements Interceptor {

    @Override
    public List<Effect> entered(Role role, int connection, Stage stage) {
        return next.entered(role, connection, stage);
    }

    @Override
    public List<Effect> sending(Occasion occasion, Effect.Send send) {
        return occasion.stage() == Stage.TLS && send.layer() == Effect.Layer.STREAM
                ? List.of(new Effect.Close())
                : next.sending(occasion, send);
    }

    @Override
    public Reception received(Occasion occasion, Message message) {
        return next.received(occasion, message);
    }

    @Override
    public boolean watchesWire() {
        return next.watchesWire();
    }

    @Override
    public List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
        return next.wire(role, connection, sender, offset, chunk);
    }
}

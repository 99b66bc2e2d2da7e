package dev.rdplab.clientsim;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.ForwardingInterceptor;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Occasion;
import java.util.List;

/**
 * What mstsc does with a certificate it does not know: it drops the connection once TLS is up, asks its user, and comes back
 * on a new connection. Nothing is said inside TLS before.
 */
record CertificatePrompt(Interceptor next) implements ForwardingInterceptor {

    @Override
    public List<Effect> sending(Occasion occasion, Effect.Send send) {
        return occasion.stage() == Stage.TLS && send.layer() == Effect.Layer.STREAM
                ? List.of(new Effect.Close())
                : next.sending(occasion, send);
    }
}

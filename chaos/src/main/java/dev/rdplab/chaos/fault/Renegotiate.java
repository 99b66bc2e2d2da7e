package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import java.util.List;

/** TLS begins anew inside the session: HelloRequest and a handshake in TLS 1.2, a KeyUpdate in TLS 1.3. */
public record Renegotiate() implements PointFault {

    @Override
    public boolean needsRenegotiation() {
        return true;
    }

    @Override
    public boolean ends() {
        return false;
    }

    @Override
    public List<Effect> act(Strike strike) {
        return List.of(new Effect.StartTls());
    }
}

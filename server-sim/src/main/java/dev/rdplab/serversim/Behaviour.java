package dev.rdplab.serversim;

import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.transport.tls.TlsContext;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one connection gets.
 *
 * @param tls empty for a server that never does TLS
 * @param faults for this connection alone
 * @param choice another policy, once the client has said in its Connection Request who it is; asked once
 */
public record Behaviour(
        ServerPolicy policy,
        Optional<TlsContext> tls,
        Interceptor faults,
        Optional<Function<ConnectionRequest, ServerPolicy>> choice) {

    public static Behaviour of(ServerPolicy policy, TlsContext tls) {
        return new Behaviour(policy, Optional.of(tls), Interceptor.NONE, Optional.empty());
    }

    public Behaviour with(Interceptor interceptor) {
        return new Behaviour(policy, tls, interceptor, choice);
    }

    public Behaviour with(ServerPolicy other) {
        return new Behaviour(other, tls, faults, choice);
    }

    public Behaviour choosing(Function<ConnectionRequest, ServerPolicy> onRequest) {
        return new Behaviour(policy, tls, faults, Optional.of(onRequest));
    }
}

package dev.rdplab.serversim;

import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.transport.tls.TlsContext;
import java.util.Optional;

/**
 * What one connection gets.
 *
 * @param tls empty for a server that never does TLS
 * @param faults for this connection alone
 */
public record Behaviour(ServerPolicy policy, Optional<TlsContext> tls, Interceptor faults) {

    public static Behaviour of(ServerPolicy policy, TlsContext tls) {
        return new Behaviour(policy, Optional.of(tls), Interceptor.NONE);
    }

    public Behaviour with(Interceptor interceptor) {
        return new Behaviour(policy, tls, interceptor);
    }
}

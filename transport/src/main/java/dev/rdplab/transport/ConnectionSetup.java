package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.transport.tls.TlsContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a connection is to be.
 *
 * @param tls how TLS is done once the endpoint asks for it; empty when it never will
 * @param clock nanoseconds since the run began
 * @param drain how long to read on after our FIN until the peer's: closing with unread bytes would make an RST of it
 */
public record ConnectionSetup(
        Endpoint endpoint,
        Optional<TlsContext> tls,
        LongSupplier clock,
        ConnectionListener listener,
        Duration drain,
        SocketSettings socket) {

    public static final Duration DRAIN = Duration.ofSeconds(1);

    public static ConnectionSetup of(Endpoint endpoint, LongSupplier clock) {
        return new ConnectionSetup(
                endpoint, Optional.empty(), clock, ConnectionListener.NONE, DRAIN, SocketSettings.DEFAULT);
    }

    public ConnectionSetup tls(TlsContext context) {
        return new ConnectionSetup(endpoint, Optional.of(context), clock, listener, drain, socket);
    }

    public ConnectionSetup listener(ConnectionListener told) {
        return new ConnectionSetup(endpoint, tls, clock, told, drain, socket);
    }

    public ConnectionSetup drain(Duration limit) {
        return new ConnectionSetup(endpoint, tls, clock, listener, limit, socket);
    }

    public ConnectionSetup socket(SocketSettings settings) {
        return new ConnectionSetup(endpoint, tls, clock, listener, drain, settings);
    }
}

package dev.rdplab.relay;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.transport.tls.TlsContext;
import java.util.function.Supplier;

/**
 * How a relay ends TLS and CredSSP on both of its legs.
 *
 * @param asServer what it accepts from clients
 * @param asClient what it offers the server, after what the client did
 * @param serverTls TLS towards clients
 * @param clientTls TLS towards the server
 * @param environment time and nonces for one connection
 */
public record OpenMode(
        ServerPolicy asServer,
        Offer asClient,
        TlsContext serverTls,
        TlsContext clientTls,
        Supplier<Environment> environment) {

    /** Says what the relay offers the server. */
    @FunctionalInterface
    public interface Offer {
        /**
         * @param request the client's
         * @param spnego whether the client has wrapped its tokens: a server may understand only one of both
         */
        ClientPolicy policy(ConnectionRequest request, boolean spnego);
    }
}

package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.spnego.Offer;
import java.util.List;

/** The authentication mechanisms that a server has, in the order of its preference. */
@FunctionalInterface
public interface Offers {

    List<Offer> offers(ServerPolicy policy, Environment environment, TlsSession tls);
}

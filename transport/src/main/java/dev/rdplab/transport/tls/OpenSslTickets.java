package dev.rdplab.transport.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLEngine;

/** Session tickets of OpenSSL's engine. Apart, so that tcnative's classes are loaded only where they are wanted. */
final class OpenSslTickets {

    private OpenSslTickets() {}

    /** Has a server send none: with TLS 1.3 Netty turns them on again in each engine, whatever its context says. */
    static void none(SSLEngine engine) {
        SSL.setOptions(((ReferenceCountedOpenSslEngine) engine).sslPointer(), SSL.SSL_OP_NO_TICKET);
    }
}

package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;

/**
 * A server on OpenSSL's engine with certificates of both kinds. That engine chooses a certificate before it knows the offer,
 * so the ClientHello is read for it: a client that accepts EC is served by the EC certificate.
 *
 * @param tls13 whether TLS 1.3 is served
 */
record EcBesideRsa(OpenSslServer rsa, OpenSslServer ec, boolean tls13) implements TlsContext {

    @Override
    public TlsEngine engine() {
        return TlsEngine.OPENSSL;
    }

    @Override
    public boolean client() {
        return false;
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        return rsa.logKeysTo(log) && ec.logKeysTo(log);
    }

    @Override
    public TlsLayer newLayer(ByteBufAllocator allocator, Bytes first) {
        return (ClientHelloOffer.ecdsa(first, tls13) ? ec : rsa).newLayer(allocator, first);
    }
}

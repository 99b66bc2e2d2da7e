package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;

/** A context that makes an {@code SSLEngine} for each connection. */
sealed interface EngineContext extends TlsContext permits JdkContext, NettyContext, OpenSslServer {

    /** Returns an engine's handler for one connection. It has no time limit: stages have theirs. */
    SslHandler newHandler(ByteBufAllocator allocator, Bytes first);

    /** The certificate seen last. */
    LastCertificate lastCertificate();

    @Override
    default TlsLayer newLayer(ByteBufAllocator allocator, Bytes first) {
        return new EngineLayer(untimed(newHandler(allocator, first)), lastCertificate(), client());
    }

    private static SslHandler untimed(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        handler.setCloseNotifyReadTimeoutMillis(0);
        return handler;
    }
}

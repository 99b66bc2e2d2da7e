package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLException;

/** An {@code SSLEngine} in Netty's handler for it. */
record EngineLayer(SslHandler ssl, LastCertificate lastCertificate, boolean client) implements TlsLayer {

    @Override
    public ChannelHandler handler() {
        return ssl;
    }

    @Override
    public TlsSession session() {
        return lastCertificate.session(ssl.engine().getSession(), client);
    }

    @Override
    public void renew() throws SSLException {
        ssl.engine().beginHandshake();
    }

    @Override
    public void alert(int level, int description) throws SSLException {
        throw new SSLException("an SSLEngine encrypts no alerts but its own; BouncyCastle's does");
    }

    @Override
    public void closeOutbound() {
        ssl.closeOutbound();
    }
}

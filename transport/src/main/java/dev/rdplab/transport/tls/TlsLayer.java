package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import io.netty.channel.ChannelHandler;
import javax.net.ssl.SSLException;

/**
 * TLS on one connection, as a handler of its pipeline. It begins when it joins, says what became of the handshake by a
 * {@link io.netty.handler.ssl.SslHandshakeCompletionEvent} and of the peer's close_notify by a
 * {@link io.netty.handler.ssl.SslCloseCompletionEvent}, and closes nothing but itself.
 */
public interface TlsLayer {

    /** What joins the pipeline. */
    ChannelHandler handler();

    /** What a finished handshake agreed on. */
    TlsSession session();

    /** Begins anew: a renegotiation in TLS 1.2, a key update in TLS 1.3. @throws SSLException when the engine cannot */
    void renew() throws SSLException;

    /**
     * Makes ready an encrypted alert that the engine itself knows nothing of; it goes out with the next flush.
     *
     * @throws SSLException when the engine cannot: BouncyCastle's alone can
     */
    void alert(int level, int description) throws SSLException;

    /** Sends a close_notify. */
    void closeOutbound();
}

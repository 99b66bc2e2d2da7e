package dev.rdplab.benchmarks;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsLayer;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A TLS client and a TLS server joined in memory, each in the handler that carries it on a socket. */
final class TlsPair implements AutoCloseable {

    /** Both ends' settings, made ready once for many pairs. */
    record Contexts(TlsContext client, TlsContext server) {

        static Contexts of(TlsEngine engine, TlsVersion version, SelfSigned.KeyKind key) {
            var form = key == SelfSigned.KeyKind.RSA
                    ? SelfSigned.rsa("lab", Instant.now())
                    : SelfSigned.ec("lab", Instant.now());
            var server = TlsServerSettings.of(form.issue(new SecureRandom()).certificate())
                    .versions(version)
                    .engine(engine);
            var client = TlsClientSettings.any().versions(version).engine(engine);
            return new Contexts(TlsContext.of(client), TlsContext.of(server));
        }
    }

    private final EmbeddedChannel client = new EmbeddedChannel();
    private final EmbeddedChannel server = new EmbeddedChannel();
    private final TlsLayer clientTls;
    private final TlsLayer serverTls;
    private final List<SslHandshakeCompletionEvent> done = new ArrayList<>();

    TlsPair(Contexts contexts) {
        clientTls = contexts.client().newLayer(PooledByteBufAllocator.DEFAULT, Bytes.EMPTY);
        serverTls = contexts.server().newLayer(PooledByteBufAllocator.DEFAULT, Bytes.EMPTY);
        server.pipeline().addLast(serverTls.handler(), new Ends());
        client.pipeline().addLast(new Ends()).addFirst(clientTls.handler());
    }

    /** Hears how a handshake ended. */
    private final class Ends extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent end) {
                done.add(end);
            }
        }
    }

    /** A full handshake. @throws IllegalStateException when it fails */
    TlsPair handshake() {
        move();
        if (done.size() != 2 || !done.stream().allMatch(SslHandshakeCompletionEvent::isSuccess)) {
            throw new IllegalStateException("no TLS: " + done);
        }
        return this;
    }

    TlsSession clientSession() {
        return clientTls.session();
    }

    TlsSession serverSession() {
        return serverTls.session();
    }

    /** Carries application data from one end to the other. @return what came out */
    Bytes carry(boolean fromClient, Bytes plain) {
        var from = fromClient ? client : server;
        var to = fromClient ? server : client;
        from.writeOutbound(Unpooled.wrappedBuffer(plain.toArray()));
        move();
        Bytes arrived = Bytes.EMPTY;
        for (ByteBuf part = to.readInbound(); part != null; part = to.readInbound()) {
            byte[] bytes = new byte[part.readableBytes()];
            part.readBytes(bytes);
            part.release();
            arrived = arrived.isEmpty() ? Bytes.wrap(bytes) : Bytes.concat(arrived, Bytes.wrap(bytes));
        }
        return arrived;
    }

    private void move() {
        while (move(client, server) | move(server, client)) {
            // until neither has anything to say
        }
    }

    private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
        boolean moved = false;
        for (ByteBuf part = from.readOutbound(); part != null; part = from.readOutbound()) {
            to.writeInbound(part);
            moved = true;
        }
        return moved;
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        server.finishAndReleaseAll();
    }
}

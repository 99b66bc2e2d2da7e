package dev.rdplab.benchmarks;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.security.SecureRandom;
import java.time.Instant;

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

    private final Contexts contexts;
    private final EmbeddedChannel client = new EmbeddedChannel();
    private final EmbeddedChannel server = new EmbeddedChannel();
    private final SslHandler clientTls;
    private final SslHandler serverTls;

    TlsPair(Contexts contexts) {
        this.contexts = contexts;
        clientTls = contexts.client().newHandler(PooledByteBufAllocator.DEFAULT);
        serverTls = contexts.server().newHandler(PooledByteBufAllocator.DEFAULT);
        server.pipeline().addLast(serverTls);
        client.pipeline().addLast(clientTls);
    }

    /** A full handshake. @throws IllegalStateException when it fails */
    TlsPair handshake() {
        move();
        if (!clientTls.handshakeFuture().isSuccess()
                || !serverTls.handshakeFuture().isSuccess()) {
            throw new IllegalStateException(
                    "no TLS", clientTls.handshakeFuture().cause());
        }
        return this;
    }

    TlsSession clientSession() {
        return contexts.client().session(clientTls.engine());
    }

    TlsSession serverSession() {
        return contexts.server().session(serverTls.engine());
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

package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageCodec;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.RenegotiationPolicy;
import org.bouncycastle.tls.TlsClient;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServer;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;

/** One connection of a {@link BouncyCastleClient} or a {@link BouncyCastleServer}: takes record by record, as Netty's handler for engines does. */
final class BouncyCastleLayer extends ByteToMessageCodec<ByteBuf> implements TlsLayer {

    private static final int HEADER = 5;
    private static final int LENGTH = 3;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;
    private static final int MAJOR = 3;

    private final TlsProtocol protocol;
    private final BouncyCastlePeer peer;
    private final Step begin;
    private final Step renewal;
    private final Step notice;
    private final Alert warning;
    private ChannelHandlerContext context;
    private boolean noticed;
    private boolean up;
    private boolean over;

    private BouncyCastleLayer(
            TlsProtocol protocol, BouncyCastlePeer peer, Step begin, Step renewal, Step notice, Alert warning) {
        super(ByteBuf.class);
        this.protocol = protocol;
        this.peer = peer;
        this.begin = begin;
        this.renewal = renewal;
        this.notice = notice;
        this.warning = warning;
    }

    static <P extends TlsClient & BouncyCastlePeer> BouncyCastleLayer of(P client) {
        var protocol = new ClientProtocol();
        return new BouncyCastleLayer(
                protocol, client, () -> protocol.connect(client), protocol::renew, protocol::notice, protocol::alert);
    }

    static <P extends TlsServer & BouncyCastlePeer> BouncyCastleLayer serving(P server) {
        var protocol = new ServerProtocol();
        return new BouncyCastleLayer(
                protocol, server, () -> protocol.accept(server), protocol::renew, protocol::notice, protocol::alert);
    }

    @Override
    public ChannelHandler handler() {
        return this;
    }

    @Override
    public TlsSession session() {
        try {
            return peer.agreed();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void renew() throws SSLException {
        if (!up || over) {
            throw new SSLException("there is no TLS session to begin anew");
        }
        try {
            renewal.run();
        } catch (IOException refused) {
            throw new SSLException(refused);
        }
        send();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        attempt(begin);
    }

    @Override
    protected void decode(ChannelHandlerContext ignored, ByteBuf in, List<Object> out) {
        if (over) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < HEADER) {
            return;
        }
        int at = in.readerIndex();
        int length = in.getUnsignedShort(at + LENGTH);
        if (!isRecord(in.getUnsignedByte(at), in.getUnsignedByte(at + 1), length)) {
            failed(new NotSslRecordException("not a TLS record: " + ByteBufUtil.hexDump(in)));
        } else if (in.readableBytes() >= HEADER + length) {
            var bytes = ByteBufUtil.getBytes(in.readSlice(HEADER + length));
            attempt(() -> protocol.offerInput(bytes));
        }
    }

    private static boolean isRecord(int type, int major, int length) {
        return type >= FIRST_TYPE && type <= LAST_TYPE && major == MAJOR && length > 0;
    }

    /** Does something that may fail, sends what comes of it, an alert too, and says what has changed. */
    private void attempt(Step step) {
        Exception failure = null;
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        send();
        if (peer.complete() && !up) {
            up = true;
            context.fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        }
        deliver();
        if (failure != null) {
            failed(failure);
        } else if (peer.closeNotify() && !over) {
            over = true;
            context.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        }
    }

    private void send() {
        int waiting = protocol.getAvailableOutputBytes();
        if (waiting > 0) {
            var buffer = context.alloc().buffer(waiting);
            take(buffer, waiting);
            if (noticed && peer.closeNotify()) {
                buffer.release(); // BouncyCastle answers a close_notify by its own, which has been sent
            } else {
                context.writeAndFlush(buffer);
            }
        }
    }

    private void take(ByteBuf buffer, int waiting) {
        var bytes = new byte[waiting];
        protocol.readOutput(bytes, 0, waiting);
        buffer.writeBytes(bytes);
    }

    private void deliver() {
        int waiting = protocol.getAvailableInputBytes();
        if (waiting > 0) {
            var bytes = new byte[waiting];
            protocol.readInput(bytes, 0, waiting);
            context.fireChannelRead(context.alloc().buffer(waiting).writeBytes(bytes));
        }
    }

    private void failed(Exception failure) {
        over = true;
        if (up) {
            context.fireExceptionCaught(failure);
        } else {
            context.fireUserEventTriggered(new SslHandshakeCompletionEvent(failure));
        }
    }

    @Override
    protected void encode(ChannelHandlerContext ignored, ByteBuf message, ByteBuf out) throws IOException {
        var bytes = ByteBufUtil.getBytes(message);
        protocol.writeApplicationData(bytes, 0, bytes.length);
        take(out, protocol.getAvailableOutputBytes());
    }

    @Override
    public void alert(int level, int description) {
        attempt(() -> warning.send(level, description));
    }

    /** The alert alone: BouncyCastle's own way to close would take nothing more from a peer that is not done yet. */
    @Override
    public void closeOutbound() {
        if (!noticed && !protocol.isClosed()) {
            attempt(notice);
            noticed = true;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) throws Exception {
        if (!up && !over) {
            failed(new ClosedChannelException());
        }
        super.channelInactive(inactive);
    }

    /** Takes and makes a second handshake in TLS 1.2, and a key update in TLS 1.3. */
    private static final class ClientProtocol extends TlsClientProtocol {

        @Override
        protected int getRenegotiationPolicy() {
            return RenegotiationPolicy.ACCEPT;
        }

        private void alert(int level, int description) throws IOException {
            safeWriteRecord(ContentType.alert, new byte[] {(byte) level, (byte) description}, 0, 2);
        }

        private void notice() throws IOException {
            raiseAlertWarning(AlertDescription.close_notify, null);
        }

        private void renew() throws IOException {
            if (TlsUtils.isTLSv13(getContext())) {
                send13KeyUpdate(false);
            } else {
                beginHandshake(true);
            }
        }
    }

    /** Takes a second handshake in TLS 1.2 and cannot ask for one; makes a key update in TLS 1.3. */
    private static final class ServerProtocol extends TlsServerProtocol {

        @Override
        protected int getRenegotiationPolicy() {
            return RenegotiationPolicy.ACCEPT;
        }

        private void alert(int level, int description) throws IOException {
            safeWriteRecord(ContentType.alert, new byte[] {(byte) level, (byte) description}, 0, 2);
        }

        private void notice() throws IOException {
            raiseAlertWarning(AlertDescription.close_notify, null);
        }

        private void renew() throws IOException {
            if (!TlsUtils.isTLSv13(getContext())) {
                throw new SSLException("BouncyCastle's server sends no HelloRequest");
            }
            send13KeyUpdate(false);
        }
    }

    /** Encrypts an alert that the protocol knows nothing of. */
    @FunctionalInterface
    private interface Alert {

        void send(int level, int description) throws IOException;
    }

    /** A step of the protocol. */
    @FunctionalInterface
    private interface Step {

        void run() throws IOException;
    }
}

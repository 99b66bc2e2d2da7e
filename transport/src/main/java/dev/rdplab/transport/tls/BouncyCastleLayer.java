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
import org.bouncycastle.tls.RenegotiationPolicy;
import org.bouncycastle.tls.TlsClientProtocol;

/** One connection of a {@link BouncyCastleClient}: takes record by record, as Netty's handler for engines does. */
final class BouncyCastleLayer extends ByteToMessageCodec<ByteBuf> implements TlsLayer {

    private static final int HEADER = 5;
    private static final int LENGTH = 3;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24;
    private static final int MAJOR = 3;

    private final TlsClientProtocol protocol = new TlsClientProtocol() {
        @Override
        protected int getRenegotiationPolicy() {
            return RenegotiationPolicy.ACCEPT;
        }
    };
    private final BouncyCastleClient.Peer peer;
    private ChannelHandlerContext context;
    private boolean up;
    private boolean over;

    BouncyCastleLayer(BouncyCastleClient.Peer peer) {
        super(ByteBuf.class);
        this.peer = peer;
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
        throw new SSLException("BouncyCastle's client begins nothing anew");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        attempt(() -> protocol.connect(peer));
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
            failed(new NotSslRecordException("not a TLS record"));
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
            context.writeAndFlush(buffer);
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
    public void closeOutbound() {
        if (!protocol.isClosed()) {
            attempt(protocol::close);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) throws Exception {
        if (!up && !over) {
            failed(new ClosedChannelException());
        }
        super.channelInactive(inactive);
    }

    /** A step of the protocol. */
    @FunctionalInterface
    private interface Step {

        void run() throws IOException;
    }
}
